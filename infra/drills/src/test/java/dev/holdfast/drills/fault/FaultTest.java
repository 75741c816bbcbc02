package dev.holdfast.drills.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.platform.Fronts;
import dev.holdfast.drills.platform.Part;
import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.platform.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class FaultTest {
    private final Paper paper = new Paper();

    private Fault fault(String breaks, String restores) {
        return new Fault(paper, breaks, restores, new Places(paper.parts()), event -> {}, () -> true);
    }

    @Test
    void aPlaceStaysTheSamePartsWhateverRolesTheyHaveLater() {
        Fault fault = fault("kill @primary; promote @replicas", "start @primary");
        fault.begin();
        fault.restore();
        assertThat(paper.done).containsExactly("KILL [pg-1]", "promote [pg-2]", "START [pg-1]");
    }

    @Test
    void afterAPromotionTheOtherServerIsPromoted() {
        fault("kill @primary; promote @replicas", "start @primary").begin();
        paper.act(Verb.START, List.of("pg-1"));
        paper.done.clear();
        fault("kill @primary; promote @replicas", "start @primary").begin();
        assertThat(paper.done).containsExactly("KILL [pg-2]", "promote [pg-1]");
    }

    @Test
    void rollRestartsOneAfterAnother() {
        fault("roll @primary @replicas", "wait 0").begin();
        assertThat(paper.done).containsExactly("STOP [pg-1]", "START [pg-1]", "STOP [pg-2]", "START [pg-2]");
    }

    @Test
    void rollEndsWithThePartThatDoesNotComeBack() {
        paper.lame = "pg-1";
        Fault fault = new Fault(
                paper,
                "roll pg-1 pg-2",
                "wait 0",
                new Places(paper.parts()),
                event -> {},
                () -> true,
                Duration.ofMillis(50));
        assertThat(fault.begin()).isFalse();
        assertThat(paper.states).containsEntry("pg-1", "not-ready").containsEntry("pg-2", "up");
    }

    @Test
    void scalesToANumberOrByWhatThereWasBefore() {
        List<Part> one = List.of(new Part("click-worker-1", "up", "", ""));
        Fault prepare = new Fault(
                paper, "at-least click-worker 2; at-least click-worker 1", "", new Places(one), e -> {}, () -> true);
        prepare.begin();
        List<Part> two = List.of(one.getFirst(), new Part("click-worker-2", "up", "", ""));
        new Fault(
                        paper,
                        "scale click-worker +2; scale click-worker 4; scale click-worker +0",
                        "",
                        new Places(one, two),
                        e -> {},
                        () -> true)
                .begin();
        assertThat(paper.done)
                .containsExactly(
                        "scale [click-worker, 2]",
                        "scale [click-worker, 3]",
                        "scale [click-worker, 4]",
                        "scale [click-worker, 1]");
    }

    @Test
    void oneReplicaIsNotAll() {
        List<Part> parts = List.of(
                new Part("pg-1", "up", "primary", "a"),
                new Part("pg-2", "up", "replica", "b"),
                new Part("pg-3", "up", "replica", "c"));
        assertThat(new Places(parts).find(List.of("@replica"))).containsExactly("pg-2");
        assertThat(new Places(parts).find(List.of("@replicas"))).containsExactly("pg-2", "pg-3");
    }

    @Test
    void whatTheStepsLeaveBehindIsMended() {
        Fault fault = fault("kill pg-1; pause pg-2", "wait 0");
        fault.begin();
        fault.restore();
        assertThat(paper.parts()).allMatch(Part::up);
    }

    @Test
    void nothingIsRestoredThatWasNotBroken() {
        fault("kill pg-1", "start pg-1").restore();
        assertThat(paper.done).isEmpty();
    }

    @Test
    void aMissingPartOrStepShowsBeforeAnythingIsBroken() {
        assertThatThrownBy(() -> fault("kill pg-1", "start @redis")).isInstanceOf(DrillException.class);
        assertThatThrownBy(() -> fault("kill pg-1; fly", "start pg-1")).isInstanceOf(DrillException.class);
        assertThat(paper.done).isEmpty();
    }

    @Test
    void whatWasDroppedIsRestoredAlsoWhenTheFirstRestoreFails() {
        Fault fault = fault("mark; drop-links; restore-to-mark", "restore-to-mark");
        paper.failing = "restore";
        assertThat(fault.begin()).isFalse();
        paper.failing = "";
        fault.restore();
        assertThat(fault.measures()).containsEntry("failed-steps", 1.0).containsEntry("not-whole", 0.0);
        assertThat(paper.done).hasSize(2).first().isEqualTo("drop-links []");
        assertThat(paper.done.getLast()).startsWith("restore [--to, ");
    }

    @Test
    void nothingIsRestoredTwiceNorWithoutNeed() {
        Fault fault = fault("mark; drop-links; restore-to-mark", "restore-to-mark");
        fault.begin();
        fault.restore();
        assertThat(paper.done).filteredOn(step -> step.startsWith("restore")).hasSize(1);
        Fault without = fault("mark", "restore-to-mark");
        without.begin();
        without.restore();
        assertThat(paper.done).hasSize(2);
    }

    @Test
    void whatIsCutOffIsJoinedAgain() {
        Fault fault = fault("cut pg-1", "wait 0");
        fault.begin();
        fault.restore();
        assertThat(paper.done).containsExactly("CUT [pg-1]", "JOIN [pg-1]");
    }

    @Test
    void aPlatformThatStaysBrokenIsAResultAndKeepsNoPartFromHelp() {
        paper.failing = "START [pg-1]";
        List<String> told = new ArrayList<>();
        Fault fault = new Fault(
                paper,
                "kill pg-1 pg-2",
                "start pg-1",
                new Places(paper.parts()),
                told::add,
                () -> true,
                Duration.ofMillis(100));
        assertThat(fault.begin()).isTrue();
        fault.restore();
        assertThat(fault.measures()).containsEntry("failed-steps", 1.0).containsEntry("not-whole", 1.0);
        assertThat(paper.states).containsEntry("pg-1", "down").containsEntry("pg-2", "up");
        assertThat(told).containsOnlyOnce("mend: start pg-1").endsWith("failed: the platform is not whole again");
    }

    /** A platform on paper: two servers, the second of which leads once the first is gone. */
    private static final class Paper implements Target {
        final List<String> done = new ArrayList<>();
        private final Map<String, String> states = new TreeMap<>(Map.of("pg-1", "up", "pg-2", "up"));
        private String primary = "pg-1";
        private String failing = "";
        private String lame = "";

        @Override
        public List<Part> parts() {
            return states.entrySet().stream()
                    .map(part -> new Part(
                            part.getKey(), part.getValue(), part.getKey().equals(primary) ? "primary" : "replica", ""))
                    .toList();
        }

        @Override
        public void act(Verb verb, List<String> parts) {
            require(verb + " " + parts);
            done.add(verb + " " + parts);
            String state = switch (verb) {
                case KILL, STOP -> "down";
                case PAUSE -> "paused";
                case CUT -> "cut";
                default -> "up";
            };
            parts.forEach(part -> states.put(part, part.equals(lame) && state.equals("up") ? "not-ready" : state));
        }

        @Override
        public void special(String command, List<String> arguments) {
            require(command);
            done.add(command + " " + arguments);
            if (command.equals("promote")) {
                primary = arguments.getFirst();
            }
        }

        private void require(String action) {
            if (action.equals(failing)) {
                throw DrillException.error(action + " fails");
            }
        }

        @Override
        public Kind kind() {
            return Kind.EMBEDDED;
        }

        @Override
        public Fronts fronts() {
            URI nowhere = URI.create("http://127.0.0.1:1");
            return new Fronts(nowhere, nowhere, nowhere, "");
        }

        @Override
        public String identity() {
            return "paper";
        }

        @Override
        public SSLSocketFactory tls() {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }

        @Override
        public int primaries() {
            return 1;
        }

        @Override
        public Optional<URI> metrics(String part) {
            return Optional.empty();
        }
    }
}
