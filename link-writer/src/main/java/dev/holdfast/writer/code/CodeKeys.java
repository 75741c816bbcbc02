package dev.holdfast.writer.code;

import dev.holdfast.model.code.CodeCipher;
import dev.holdfast.model.code.CodeKey;
import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.writer.database.Transactions;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the codes, which never change once written. Makes the first one. Safe for use by several threads. */
@Singleton
public class CodeKeys {
    private static final int KEY_BYTES = 32;
    /** As many ids as there are codes of seven base62 characters. */
    private static final long IDS_PER_EPOCH = 3_521_614_606_208L;

    private final Transactions transactions;
    private volatile CodeCipher cipher = new CodeCipher(List.of());

    CodeKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Reads the keys, and makes that of epoch 0 when there is none: of many writers at once, one makes it. */
    @EventListener
    void load(StartupEvent event) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        cipher = new CodeCipher(transactions.write(transaction -> {
            makeFirst(transaction.connection(), key);
            return all(transaction.connection());
        }));
    }

    public CodeCipher cipher() {
        return cipher;
    }

    /** The code of a link: its alias, or else the one generated from its id. */
    public String code(long id, @Nullable String alias) {
        return alias == null ? encode(id).text() : alias;
    }

    public GeneratedCode encode(long id) {
        return cipher.encode(id);
    }

    /** The generated code of each id, in order. */
    public List<GeneratedCode> encode(long[] ids) {
        return cipher.encode(ids);
    }

    private static void makeFirst(Connection connection, byte[] key) throws SQLException {
        String sql = "insert into code_key (epoch, key, first_id, last_id) values (0, ?, 1, ?) on conflict do nothing";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, key);
            statement.setLong(2, IDS_PER_EPOCH);
            statement.executeUpdate();
        }
    }

    private static List<CodeKey> all(Connection connection) throws SQLException {
        String sql = "select epoch, key, first_id, last_id from code_key";
        List<CodeKey> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new CodeKey(rows.getInt(1), rows.getBytes(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return keys;
    }
}
