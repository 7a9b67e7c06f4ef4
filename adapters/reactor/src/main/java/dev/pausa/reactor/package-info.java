/**
 * Bodies among Reactor's {@code Mono}s and {@code Flux}es, and as controllers of Spring WebFlux. It needs the artifact
 * {@code pausa-reactor} beside the one jar, and Reactor.
 *
 * <p>{@link dev.pausa.reactor.ReactorAsync} has both directions, and is meant to be imported statically:
 *
 * <pre>{@code
 * static Coroutine<String> greeting(Mono<String> name, Flux<Integer> orders) {
 *     return coroutine(() -> {
 *         int sum = 0;
 *         var order = items(orders);
 *         while (await(order.advance())) {
 *             sum += order.current();
 *         }
 *         return await(mono(name)) + " has ordered for " + sum;
 *     });
 * }
 * }</pre>
 *
 * <p>With Spring Boot, controllers of WebFlux return coroutines and asynchronous iterations, and take them as bodies of
 * requests; nothing needs to be configured:
 *
 * <pre>{@code
 * @RestController
 * final class Prices {
 *     @GetMapping("/price/{item}")
 *     Coroutine<String> price(@PathVariable String item) {
 *         return coroutine(() -> {
 *             await(sleep(Duration.ofMillis(1)));
 *             return item + " costs " + item.length();
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p>They run on the {@link dev.pausa.reactor.ReactorLoops} of the application. When the client goes, the task is
 * cancelled.
 */
@NullMarked
package dev.pausa.reactor;

import org.jspecify.annotations.NullMarked;
