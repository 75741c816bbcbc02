package dev.holdfast.drills.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void everyDrillSaysWhatItBreaksAndWhatItAllows() {
        List<Drill> drills = Catalogue.all();
        assertThat(drills).extracting(Drill::name).contains("reader-kill", "zone-loss");
        for (Drill drill : drills) {
            assertThat(Catalogue.folder().resolve(drill.name()).resolve("README.md"))
                    .exists();
            for (Kind kind : drill.on()) {
                assertThat(drill.breaks(kind)).as(drill.name()).isNotEmpty();
                assertThat(drill.budgets(kind)).as(drill.name()).isNotEmpty();
                assertThat(drill.watches(kind))
                        .allSatisfy(watch ->
                                assertThat(watch.service()).isIn("link-reader", "link-writer", "click-worker"));
            }
        }
    }

    @Test
    void aSettingOfOneKindGoesBeforeTheCommonOne() {
        Properties settings = new Properties();
        settings.setProperty("title", "t");
        settings.setProperty("on", "embedded, ha");
        settings.setProperty("break", "kill a");
        settings.setProperty("break.ha", "kill b");
        settings.setProperty("budget.lost-links", "0");
        settings.setProperty("budget.creates-back-s", "8");
        settings.setProperty("budget.creates-back-s.ha", "25");
        Drill drill = Drill.of("d", settings);
        assertThat(drill.breaks(Kind.EMBEDDED)).isEqualTo("kill a");
        assertThat(drill.breaks(Kind.HA)).isEqualTo("kill b");
        assertThat(drill.budgets(Kind.HA)).containsEntry("creates-back-s", 25.0).containsEntry("lost-links", 0.0);
        assertThat(drill.budgets(Kind.EMBEDDED)).containsEntry("creates-back-s", 8.0);
    }

    @Test
    void whatIsBadInAnyCaseIsAllowedOnlyInSoManyWords() {
        Properties settings = new Properties();
        settings.setProperty("title", "t");
        settings.setProperty("on", "embedded, ha");
        settings.setProperty("budget.lost-links.ha", "any");
        settings.setProperty("budget.missing-clicks", "2");
        Drill drill = Drill.of("d", settings);
        assertThat(drill.budgets(Kind.EMBEDDED))
                .containsEntry("lost-links", 0.0)
                .containsEntry("doubled-links", 0.0)
                .containsEntry("surplus-clicks", 0.0)
                .containsEntry("missing-clicks", 2.0);
        assertThat(drill.budgets(Kind.HA)).doesNotContainKey("lost-links").containsEntry("false-404", 0.0);
    }
}
