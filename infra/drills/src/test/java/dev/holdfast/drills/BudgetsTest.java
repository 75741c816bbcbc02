package dev.holdfast.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.drills.DrillException.Exit;
import dev.holdfast.drills.catalogue.Catalogue;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    @Test
    void everyBudgetOfEveryDrillIsAboutSomethingThatIsMeasured() {
        for (Drill drill : Catalogue.all()) {
            for (Kind kind : drill.on()) {
                assertThatCode(() -> Budgets.of(drill, kind, Map.of()))
                        .as(drill.name())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void whatIsGivenTakesThePlaceOfTheDrillsOwn() {
        Drill drill = Catalogue.named("primary-kill");
        assertThat(Budgets.of(drill, Kind.HA, Map.of("creates-back-s", 40.0, "two-primaries", 0.0)))
                .containsEntry("creates-back-s", 40.0)
                .containsEntry("two-primaries", 0.0)
                .containsEntry("primaries-unseen-s", 15.0)
                .containsEntry("lost-links", 0.0);
    }

    @Test
    void anUnknownMeasureIsRefused() {
        assertThatThrownBy(() -> Budgets.of(Catalogue.named("primary-kill"), Kind.HA, Map.of("lost-link", 0.0)))
                .isInstanceOfSatisfying(
                        DrillException.class, e -> assertThat(e.exit()).isEqualTo(Exit.PRECONDITION))
                .hasMessageContaining("'lost-link'")
                .hasMessageContaining("lost-links");
    }
}
