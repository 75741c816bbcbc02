package dev.holdfast.local.cli;

import dev.holdfast.local.StackException;
import java.util.List;

/** What {@code infra/stack} hands its commands to. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            new Commands(StateFolder.find(), System.out)
                    .run(arguments.getFirst(), arguments.subList(1, arguments.size()));
            return 0;
        } catch (UsageException e) {
            System.err.println("infra/stack: " + e.getMessage() + "\n`infra/stack help` lists the commands.");
            return MISUSED;
        } catch (StackException e) {
            System.err.println("infra/stack: " + e.getMessage());
            return FAILED;
        }
    }
}
