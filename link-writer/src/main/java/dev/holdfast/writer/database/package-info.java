/**
 * Transactions on the primary whose outcome is always known before it is answered.
 *
 * <p>A commit may end without an answer: the connection breaks, the primary dies, the wait for a synchronous standby is
 * cut short (which PostgreSQL reports as success with a warning). {@link dev.holdfast.writer.database.Transactions}
 * finds out what happened and runs the work again when nothing did, inside one deadline.
 *
 * <p>Settings that depend on each other: {@code lock_timeout < transaction_timeout <= statement wait of the client <
 * write deadline < commit wait of the client}. Nothing ever ends the server's wait for a commit: no statement timeout
 * of the server or the driver is set here, since both may hit the commit that follows the statement they were meant
 * for. A client that stops listening ends nothing.
 */
package dev.holdfast.writer.database;
