package dev.holdfast.reader.routing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.Arrays;
import java.util.List;

/**
 * Where Postgres is.
 *
 * @param primary JDBC URL of the primary, without credentials
 * @param replicas JDBC URLs of replicas, separated by white space; empty: reads go to the primary
 */
@ConfigurationProperties("holdfast.database")
record DatabaseConfig(
        String primary, @Bindable(defaultValue = "") String replicas, String user, String password) {

    List<String> replicaUrls() {
        return Arrays.stream(replicas.split("\\s+"))
                .filter(url -> !url.isEmpty())
                .toList();
    }

    /** Without the password: configuration ends up in logs. */
    @Override
    public String toString() {
        return "DatabaseConfig[primary=" + primary + ", replicas=" + replicas + ", user=" + user + "]";
    }
}
