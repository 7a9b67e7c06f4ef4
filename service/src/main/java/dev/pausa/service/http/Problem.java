package dev.pausa.service.http;

/** Why a request is not served, in words for the client. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Makes one.
     *
     * @param status the status of the response
     * @param message what is wrong, and what was expected
     */
    public Problem(int status, String message) {
        super(message, null, false, false); // what a client does wrong needs no stack trace
        this.status = status;
    }

    /**
     * Returns the status of the response.
     *
     * @return from 400 to 599
     */
    public int status() {
        return status;
    }
}
