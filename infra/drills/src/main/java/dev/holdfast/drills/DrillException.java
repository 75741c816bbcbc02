package dev.holdfast.drills;

/** A drill can't be run, or went wrong itself. The message is all that is shown. */
public final class DrillException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How {@code infra/stack drill} ends. */
    public enum Exit {
        WITHIN_BUDGET(0),
        OVER_BUDGET(1),
        /** Misused, a target that must not be broken, or one that is not healthy to begin with: nothing was broken. */
        PRECONDITION(2),
        /** The drill itself failed: it says nothing about the platform. */
        ERROR(3);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    private final Exit exit;

    private DrillException(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public static DrillException precondition(String message) {
        return new DrillException(Exit.PRECONDITION, message);
    }

    public static DrillException error(String message) {
        return new DrillException(Exit.ERROR, message);
    }

    public Exit exit() {
        return exit;
    }
}
