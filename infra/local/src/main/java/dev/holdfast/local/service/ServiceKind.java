package dev.holdfast.local.service;

import dev.holdfast.local.StackException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The three services. */
public enum ServiceKind {
    LINK_WRITER("link-writer", 100, 1, "holdfast_writer"),
    LINK_READER("link-reader", 200, 2, "holdfast_reader"),
    CLICK_WORKER("click-worker", 300, 1, "holdfast_worker");

    /** Instances of one kind that have a port each. */
    public static final int MAX_INSTANCES = 49;

    /** From the port that requests come to, to the port for management. */
    private static final int MANAGEMENT = 50;

    private final String text;
    private final int offset;
    private final int usual;
    private final String role;

    ServiceKind(String text, int offset, int usual, String role) {
        this.text = text;
        this.offset = offset;
        this.usual = usual;
        this.role = role;
    }

    public static ServiceKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new StackException("there is no service '" + text + "'. There are: "
                        + Arrays.stream(values()).map(ServiceKind::text).collect(Collectors.joining(", "))));
    }

    /** Its name, for example link-reader. */
    public String text() {
        return text;
    }

    /** How many instances there are when nobody says. */
    public int usual() {
        return usual;
    }

    /** The role that it has in Postgres. */
    public String role() {
        return role;
    }

    /** Port of an instance's service, counted from the base of all ports. */
    public int port(int base, int number) {
        return base + offset + number;
    }

    /** Port of an instance's management, counted from the base of all ports. */
    public int managementPort(int base, int number) {
        return base + offset + MANAGEMENT + number;
    }
}
