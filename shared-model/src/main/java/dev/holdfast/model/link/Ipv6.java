package dev.holdfast.model.link;

import dev.holdfast.model.problem.ProblemException;
import java.util.Arrays;
import java.util.HexFormat;

/** The IPv6 parser and serializer of the URL standard. */
final class Ipv6 {
    private static final int PIECES = 8;
    private static final String MAPPED = "[::ffff:";

    private final String text;
    private final int[] pieces = new int[PIECES];
    private int piece;
    private int compress = -1;
    private int at;

    private Ipv6(String text) {
        this.text = text;
    }

    /** The address, given without brackets, in its shortest form. */
    static String parse(String text) {
        Ipv6 address = new Ipv6(text);
        address.read();
        return address.write();
    }

    /** The IPv4 address that this host, an IPv6 address in brackets and its shortest form, maps; else the host. */
    static String unmapped(String host) {
        if (!host.startsWith(MAPPED)) {
            return host;
        }
        Ipv6 address = new Ipv6(host.substring(1, host.length() - 1));
        address.read();
        boolean mapped = address.pieces[4] == 0 && address.pieces[5] == 0xFFFF;
        return mapped ? Ipv4.dotted((long) address.pieces[6] << 16 | address.pieces[7]) : host;
    }

    private void read() {
        if (peek() == ':') {
            at++;
            compress();
        }
        while (at < text.length()) {
            if (piece == PIECES) {
                throw invalid();
            }
            if (peek() == ':') {
                compress();
            } else {
                readPiece();
            }
        }
        expand();
    }

    /** At the second of two colons. */
    private void compress() {
        if (peek() != ':' || compress >= 0) {
            throw invalid();
        }
        at++;
        piece++;
        compress = piece;
    }

    private void readPiece() {
        int start = at;
        int value = 0;
        while (at - start < 4 && HexFormat.isHexDigit(peek())) {
            value = value << 4 | HexFormat.fromHexDigit(peek());
            at++;
        }
        if (peek() == '.') {
            at = start;
            readIpv4();
            return;
        }
        pieces[piece++] = value;
        if (at == text.length()) {
            return;
        }
        if (peek() != ':' || at + 1 == text.length()) {
            throw invalid();
        }
        at++;
    }

    /** Four decimal numbers, as the last two pieces. */
    private void readIpv4() {
        if (piece > PIECES - 2) {
            throw invalid();
        }
        for (int i = 0; i < 4; i++) {
            if (i > 0 && text.charAt(at++) != '.') {
                throw invalid();
            }
            int value = readByte();
            pieces[piece + i / 2] = pieces[piece + i / 2] << 8 | value;
            if (at == text.length() != (i == 3)) {
                throw invalid();
            }
        }
        piece += 2;
    }

    private int readByte() {
        int start = at;
        int value = 0;
        while (peek() >= '0' && peek() <= '9') {
            boolean leadingZero = at > start && value == 0;
            value = value * 10 + peek() - '0';
            if (leadingZero || value > 255) {
                throw invalid();
            }
            at++;
        }
        if (at == start) {
            throw invalid();
        }
        return value;
    }

    /** Moves what follows the two colons to the end. The compressed piece itself is counted as read. */
    private void expand() {
        if (compress < 0) {
            if (piece != PIECES) {
                throw invalid();
            }
            return;
        }
        int moved = piece - compress;
        System.arraycopy(pieces, compress, pieces, PIECES - moved, moved);
        Arrays.fill(pieces, compress - 1, PIECES - moved, 0);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private String write() {
        int[] zeros = longestZeros();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            if (i == zeros[0] && zeros[1] > 1) {
                out.append(i == 0 ? "::" : ":");
                i += zeros[1] - 1;
                continue;
            }
            out.append(Integer.toHexString(pieces[i]));
            if (i < PIECES - 1) {
                out.append(':');
            }
        }
        return out.toString();
    }

    /** Start and length of the first longest run of zeros. */
    private int[] longestZeros() {
        int[] longest = {-1, 0};
        int run = 0;
        for (int i = 0; i < PIECES; i++) {
            run = pieces[i] == 0 ? run + 1 : 0;
            if (run > longest[1]) {
                longest[0] = i - run + 1;
                longest[1] = run;
            }
        }
        return longest;
    }

    private static ProblemException invalid() {
        return UrlParser.refused("The target's host is not a valid IPv6 address.");
    }
}
