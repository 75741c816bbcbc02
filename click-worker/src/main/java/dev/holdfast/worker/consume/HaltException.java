package dev.holdfast.worker.consume;

/** Going on would lose or double clicks without anyone noticing: an operator has to decide. The message says what. */
final class HaltException extends Exception {
    HaltException(String message) {
        super(message);
    }
}
