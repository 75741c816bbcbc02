package dev.holdfast.reader.click;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a small country file in MaxMind's format: an IPv6 tree of 24-bit records, IPv4 below {@code ::/96}. */
final class MaxMindFile {
    private static final int EMPTY = -1;

    /** Two children a node: another node's number, EMPTY, or a data offset as {@code -2 - offset}. */
    private final List<int[]> nodes = new ArrayList<>();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    MaxMindFile() {
        nodes.add(new int[] {EMPTY, EMPTY});
    }

    MaxMindFile with(String network, int prefix, Object record) {
        int offset = data.size();
        write(data, record);
        byte[] address = InetAddress.ofLiteral(network).getAddress();
        byte[] bits = new byte[16];
        System.arraycopy(address, 0, bits, 16 - address.length, address.length);
        int length = address.length == 4 ? prefix + 96 : prefix;
        int node = 0;
        for (int i = 0; i < length - 1; i++) {
            node = child(node, bit(bits, i));
        }
        nodes.get(node)[bit(bits, length - 1)] = -2 - offset;
        return this;
    }

    void writeTo(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            writeRecord(out, node[0]);
            writeRecord(out, node[1]);
        }
        out.write(new byte[16]);
        out.write(data.toByteArray());
        out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        write(
                out,
                Map.of(
                        "node_count", nodes.size(),
                        "record_size", 24,
                        "ip_version", 6,
                        "database_type", "Test-Country",
                        "languages", List.of(),
                        "binary_format_major_version", 2,
                        "binary_format_minor_version", 0,
                        "build_epoch", 1,
                        "description", Map.of()));
        Files.write(file, out.toByteArray());
    }

    private int child(int node, int bit) {
        if (nodes.get(node)[bit] == EMPTY) {
            nodes.get(node)[bit] = nodes.size();
            nodes.add(new int[] {EMPTY, EMPTY});
        }
        return nodes.get(node)[bit];
    }

    private static int bit(byte[] bits, int index) {
        return bits[index / 8] >> (7 - index % 8) & 1;
    }

    private void writeRecord(ByteArrayOutputStream out, int child) {
        int value = child == EMPTY ? nodes.size() : child < EMPTY ? nodes.size() + 16 + (-2 - child) : child;
        out.write(value >> 16);
        out.write(value >> 8);
        out.write(value);
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                control(out, 2, bytes.length);
                out.writeBytes(bytes);
            }
            case Integer number -> {
                control(out, 6, 4);
                out.writeBytes(new byte[] {
                    (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), number.byteValue()
                });
            }
            case Map<?, ?> map -> {
                control(out, 7, map.size());
                map.forEach((key, item) -> {
                    write(out, key);
                    write(out, item);
                });
            }
            case List<?> list -> {
                out.write(list.size());
                out.write(11 - 7);
                list.forEach(item -> write(out, item));
            }
            default -> throw new IllegalArgumentException("no such type here: " + value);
        }
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        if (size < 29) {
            out.write(type << 5 | size);
        } else {
            out.write(type << 5 | 29);
            out.write(size - 29);
        }
    }
}
