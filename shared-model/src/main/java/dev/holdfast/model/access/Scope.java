package dev.holdfast.model.access;

/** What an API key may do. {@link #ADMIN} includes the others. */
public enum Scope {
    LINKS_READ("links:read"),
    LINKS_WRITE("links:write"),
    ADMIN("admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The scope as it stands in JSON and in the database. */
    public String text() {
        return text;
    }

    /**
     * The scope with this text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scope of(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        throw new IllegalArgumentException("unknown scope '" + text + "'");
    }
}
