package dev.holdfast.local.process;

import dev.holdfast.local.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Postgres refuses to run as root: when we are root, it runs as a system user without rights. */
public final class SystemUser {
    private static final String OWN = "holdfast";
    private static final List<String> CANDIDATES = List.of(OWN, "postgres");

    private SystemUser() {}

    public static boolean root() {
        return Command.of("id", "-u").require().strip().equals("0");
    }

    /** The user for what must not be root, made when missing; null when we are not root and may stay who we are. */
    public static @Nullable String unprivileged() {
        if (!root()) {
            return null;
        }
        if (Command.find("setpriv").isEmpty()) {
            throw new StackException("Postgres does not run as root, and there is no `setpriv` to become another user"
                    + " with: install util-linux, or run this as a normal user");
        }
        return CANDIDATES.stream().filter(SystemUser::exists).findFirst().orElseGet(SystemUser::add);
    }

    private static boolean exists(String user) {
        return Command.of("id", "-u", user).run().exit() == 0;
    }

    private static String add() {
        Command.of("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN)
                .require();
        return OWN;
    }

    /** Gives a folder and all in it to a user, unless it is theirs already. */
    public static void give(Path folder, @Nullable String user) {
        try {
            if (user != null && !Files.getOwner(folder).getName().equals(user)) {
                giveAll(folder, user);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a folder and all in it to a user. */
    public static void giveAll(Path folder, String user) {
        Command.of("chown", "-R", user + ":" + group(user), folder.toString()).require();
    }

    /** Name of a user's own group. */
    public static String group(String user) {
        return Command.of("id", "-gn", user).require().strip();
    }

    /** A command line that runs as a user, or as ourselves for null. */
    public static List<String> as(@Nullable String user, List<String> command) {
        if (user == null) {
            return command;
        }
        var gid = Command.of("id", "-g", user).require().strip();
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "setpriv", "--reuid=" + user, "--regid=" + gid, "--clear-groups", "--"),
                        command.stream())
                .toList();
    }
}
