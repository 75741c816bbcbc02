package dev.holdfast.worker.store;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.deadletter.Origin;
import dev.holdfast.worker.enrich.Client;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A decoded click, ready to be counted. */
public record Click(Origin origin, ClickEvent event, Client client) {
    /** The UTC day that the click belongs to. */
    LocalDate day() {
        return LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
    }
}
