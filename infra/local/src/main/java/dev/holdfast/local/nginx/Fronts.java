package dev.holdfast.local.nginx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What nginx listens on and passes requests to.
 *
 * @param publicPort of the front for redirects
 * @param apiPort of the front for API callers
 * @param opsPort of the front for operators
 * @param readers ports of all places that a link-reader may take
 * @param writers ports of all places that a link-writer may take
 * @param workers ports of all places that a click-worker may take
 */
public record Fronts(
        int publicPort, int apiPort, int opsPort, List<Integer> readers, List<Integer> writers, List<Integer> workers) {

    /** Values for the places in infra/nginx/nginx.conf. */
    Map<String, String> places(Path folder) {
        return Map.ofEntries(
                Map.entry("USER_DIRECTIVE", NginxServer.userDirective()),
                Map.entry("FOLDER", folder.toString()),
                Map.entry("LOG", "stderr"),
                Map.entry("ACCESS_LOG", "'" + folder.resolveSibling("logs").resolve("access.log") + "'"),
                Map.entry("PUBLIC_PORT", Integer.toString(publicPort)),
                Map.entry("LISTEN_PUBLIC", listen(publicPort)),
                Map.entry("LISTEN_API", listen(apiPort)),
                Map.entry("LISTEN_OPS", listen(opsPort)),
                Map.entry("LINK_READERS", servers(readers)),
                Map.entry("LINK_WRITERS", servers(writers)),
                Map.entry("CLICK_WORKERS", servers(workers)));
    }

    private static String listen(int port) {
        var listen = "listen 127.0.0.1:" + port + " default_server backlog=4096;";
        return hasIpv6() ? listen + "\n    listen [::1]:" + port + " default_server backlog=4096;" : listen;
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String servers(List<Integer> ports) {
        return ports.stream()
                .map(port -> "    server 127.0.0.1:" + port + " max_fails=3 fail_timeout=5s;\n"
                        + "    server 127.0.0.1:" + port + " max_fails=0 backup;")
                .collect(Collectors.joining("\n"));
    }
}
