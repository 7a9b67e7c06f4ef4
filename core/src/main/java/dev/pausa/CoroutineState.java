package dev.pausa;

/**
 * Where a coroutine object is in its life: the values of Python's {@code inspect.getcoroutinestate}.
 *
 * <pre>
 *              first send                 return, throw
 *   CREATED ──────────────▶ RUNNING ──────────────────────▶ CLOSED
 *      │                    ▲     │ await, suspend            ▲
 *      │      send, raise,  │     ▼                           │
 *      │      close         SUSPENDED                         │
 *      └──────────────────────────────────────────────────────┘
 *                        raise, close
 * </pre>
 *
 * <table>
 * <caption>What one can see in each state</caption>
 * <tr><th>state</th><th>{@code isRunning}</th><th>{@code isSuspended}</th><th>{@code awaiting}</th><th>{@code
 *     location}</th></tr>
 * <tr><td>CREATED</td><td>false</td><td>false</td><td>null</td><td>the body's first line</td></tr>
 * <tr><td>RUNNING</td><td>true</td><td>false</td><td>null</td><td>where it last paused, or the first line</td></tr>
 * <tr><td>SUSPENDED</td><td>false</td><td>true</td><td>what it awaits; null at a bare suspend</td><td>where it is
 *     paused</td></tr>
 * <tr><td>CLOSED</td><td>false</td><td>false</td><td>null</td><td>null</td></tr>
 * </table>
 *
 * @see <a href="https://docs.python.org/3/library/inspect.html#inspect.getcoroutinestate">inspect.getcoroutinestate</a>
 */
public enum CoroutineState {
    /** Made, and not yet driven: nothing of the body has run. */
    CREATED,
    /**
     * Being driven now. Every coroutine of the active chain is running, not only the innermost.
     *
     * @implSpec CO-008
     */
    RUNNING,
    /** Paused at an await or suspend. */
    SUSPENDED,
    /** Returned, failed or closed; it cannot be driven again. */
    CLOSED
}
