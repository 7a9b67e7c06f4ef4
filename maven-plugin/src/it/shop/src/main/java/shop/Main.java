package shop;

import java.util.ArrayList;
import java.util.List;

class Main {
    public static void main(String[] args) {
        var both = new Orders("Ada").both(new Orders("Bob"));
        both.send(null);
        both.send(2);
        System.out.println(both.step(3));
        List<Integer> numbers = new ArrayList<>();
        Orders.numbers(3).forEachRemaining(numbers::add);
        System.out.println(numbers);
    }
}
