package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;

/** The shapes, woven at run time: each is compiled by each compiler. */
class ShapesTest extends Shapes {
    @Override
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(javac(17, "-g"));
        rows.add(javac(17, "-g:none"));
        rows.add(javac(17, "-g:lines,source", "-parameters"));
        rows.add(javac(21, "-g"));
        rows.add(javac(25, "-g"));
        rows.add(javac(25, "-g:none"));
        rows.add(ecj(17, "-g"));
        rows.add(ecj(17, "-g:none"));
        rows.add(ecj(21, "-g"));
        rows.add(ecj(25, "-g"));
        return rows;
    }
}
