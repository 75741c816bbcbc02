package dev.holdfast.worker.store;

import dev.holdfast.model.click.ClickEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clicks of a batch as columns: one array parameter each, so that any number of rows is one statement. */
final class ClickColumns {
    static final int COUNT = 10;

    private final String[] id;
    private final Long[] at;
    private final Long[] link;
    private final Long[] visitor;
    private final Boolean[] bot;
    private final String[] referrer;
    private final String[] country;
    private final String[] browser;
    private final String[] os;
    private final String[] device;

    ClickColumns(List<Click> clicks) {
        int n = clicks.size();
        id = new String[n];
        at = new Long[n];
        link = new Long[n];
        visitor = new Long[n];
        bot = new Boolean[n];
        referrer = new String[n];
        country = new String[n];
        browser = new String[n];
        os = new String[n];
        device = new String[n];
        for (int i = 0; i < n; i++) {
            set(i, clicks.get(i));
        }
    }

    private void set(int i, Click click) {
        ClickEvent event = click.event();
        id[i] = event.id().toString();
        at[i] = event.at().toEpochMilli();
        link[i] = event.linkId();
        visitor[i] = event.visitor();
        bot[i] = click.client().bot();
        referrer[i] = text(event.referrerHost());
        country[i] = text(event.country());
        browser[i] = click.client().browser();
        os[i] = click.client().os();
        device[i] = click.client().device();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int i = 1;
        statement.setArray(i++, connection.createArrayOf("text", id));
        statement.setArray(i++, connection.createArrayOf("int8", at));
        statement.setArray(i++, connection.createArrayOf("int8", link));
        statement.setArray(i++, connection.createArrayOf("int8", visitor));
        statement.setArray(i++, connection.createArrayOf("bool", bot));
        for (String[] texts : List.of(referrer, country, browser, os, device)) {
            statement.setArray(i++, connection.createArrayOf("text", texts));
        }
    }
}
