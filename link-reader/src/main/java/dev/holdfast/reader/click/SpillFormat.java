package dev.holdfast.reader.click;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How clicks stand in a file: eight bytes that name the format, then for each click its length (4 bytes, big-endian),
 * the CRC32C of its bytes (4 bytes), and its bytes.
 */
final class SpillFormat {
    static final long MAGIC = 0x48_46_43_4c_49_43_4b_31L; // HFCLICK1
    static final int RECORD_HEADER = 8;

    /** Far above an encoded click: a length beyond it is damage. */
    static final int MAX_RECORD = 1 << 16;

    private SpillFormat() {}

    static ByteBuffer header() {
        return ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).flip();
    }

    static int encodedLength(List<byte[]> records) {
        int length = 0;
        for (byte[] entry : records) {
            length += RECORD_HEADER + entry.length;
        }
        return length;
    }

    static ByteBuffer encode(List<byte[]> records) {
        ByteBuffer out = ByteBuffer.allocate(encodedLength(records));
        for (byte[] entry : records) {
            out.putInt(entry.length).putInt(checksum(entry)).put(entry);
        }
        return out.flip();
    }

    static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
