package dev.holdfast.worker.deadletter;

import dev.holdfast.worker.WorkerSettings;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends dead letters back to the topic. Each carries its letter's id and attempt, so sending one twice does no harm: it
 * is counted once by the click's id, and if it fails again it is still one letter.
 */
@Singleton
public class Replayer {
    private static final int PAGE = 500;

    private final DeadLetters letters;
    private final Sender sender;
    private final String topic;

    Replayer(DeadLetters letters, Sender sender, WorkerSettings settings) {
        this.letters = letters;
        this.sender = sender;
        this.topic = settings.topic();
    }

    /**
     * Sends the selected letters and returns how many, once the brokers have them. A letter leaves the table when it is
     * counted.
     *
     * @throws org.apache.kafka.common.KafkaException when not all could be sent; those that were will be counted
     */
    public int replay(Selection selection) throws SQLException {
        int sent = 0;
        long last = 0;
        List<DeadLetter> page = letters.after(last, selection, PAGE);
        while (!page.isEmpty()) {
            sender.send(page.stream().map(this::record).toList());
            letters.replayed(page);
            sent += page.size();
            last = page.getLast().id();
            page = letters.after(last, selection, PAGE);
        }
        return sent;
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        Replay replay = new Replay(letter.id(), letter.attempt());
        return new ProducerRecord<>(topic, null, null, null, letter.payload(), replay.headers());
    }
}
