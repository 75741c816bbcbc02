package dev.holdfast.writer.link;

import dev.holdfast.model.code.Alias;
import dev.holdfast.model.code.CodeCipher.Decoded;
import dev.holdfast.model.code.GeneratedCode;
import dev.holdfast.model.code.LinkCode;
import dev.holdfast.model.problem.ProblemCode;
import dev.holdfast.model.problem.ProblemException;
import dev.holdfast.writer.code.CodeKeys;
import dev.holdfast.writer.database.Transaction;
import dev.holdfast.writer.database.Transactions;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;

/** Changes links that exist. Blocks; safe for use by several threads. */
@Singleton
class Links {
    private final Transactions transactions;
    private final LinkStore store;
    private final CodeKeys codeKeys;

    Links(Transactions transactions, LinkStore store, CodeKeys codeKeys) {
        this.transactions = transactions;
        this.store = store;
        this.codeKeys = codeKeys;
    }

    /** Applies the patch; a patch that changes nothing draws no number. */
    LinkRow patch(String code, IfMatch condition, LinkPatch patch) {
        return transactions.write(transaction -> {
            LinkRow link = lock(transaction, code);
            condition.require(link.version());
            LinkContent content = patch.apply(link.content());
            return content.equals(link.content()) ? link : store.change(transaction, link, content);
        });
    }

    LinkRow delete(String code, IfMatch condition) {
        return transactions.write(transaction -> {
            LinkRow link = lock(transaction, code);
            condition.require(link.version());
            return store.delete(transaction, link);
        });
    }

    private LinkRow lock(Transaction transaction, String code) throws SQLException {
        LinkRow link = find(transaction, code).orElseThrow(() -> notFound(code));
        if (link.deleted()) {
            throw new ProblemException(ProblemCode.LINK_GONE, "The link '" + code + "' was deleted.");
        }
        return link;
    }

    private Optional<LinkRow> find(Transaction transaction, String code) throws SQLException {
        return switch (LinkCode.parse(code).orElseThrow(() -> notFound(code))) {
            case Alias alias -> store.lockByAlias(transaction, alias.text());
            case GeneratedCode generated -> findGenerated(transaction, generated);
        };
    }

    private Optional<LinkRow> findGenerated(Transaction transaction, GeneratedCode code) throws SQLException {
        return codeKeys.cipher().decode(code) instanceof Decoded.Id(long id)
                ? store.lockById(transaction, id)
                : Optional.empty();
    }

    private static ProblemException notFound(String code) {
        String shown = code.length() <= Alias.MAX_LENGTH ? "'" + code + "'" : "of " + code.length() + " characters";
        return new ProblemException(ProblemCode.LINK_NOT_FOUND, "There is no link " + shown + ": check the code.");
    }
}
