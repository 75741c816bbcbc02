package dev.holdfast.drills.platform;

import dev.holdfast.drills.DrillException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Keeps drills away from what could be somebody's production. */
public final class Addresses {
    private Addresses() {}

    /** Passes for addresses that only this machine, or a private network, can have. */
    public static void requirePrivate(Fronts fronts) {
        requirePrivate(fronts.publicFront());
        requirePrivate(fronts.apiFront());
        requirePrivate(fronts.opsFront());
    }

    static void requirePrivate(URI front) {
        String host = front.getHost();
        if (host == null) {
            throw DrillException.precondition(front + " names no host");
        }
        for (InetAddress address : resolve(host)) {
            if (!isPrivate(address)) {
                throw DrillException.precondition("drills break things: they refuse " + front + ", since "
                        + address.getHostAddress() + " is neither loopback nor private");
            }
        }
    }

    private static InetAddress[] resolve(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw DrillException.precondition("there is no host " + host);
        }
    }

    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || uniqueLocal;
    }
}
