package dev.holdfast.bench.rig;

import dev.holdfast.bench.BenchException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** nginx alone, as the baseline of what answers HTTP: one worker, no log. */
public final class NginxConstant {
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              map_hash_max_size 65536;
              map_hash_bucket_size 256;
            %2$s
            }
            """;

    private NginxConstant() {}

    /** Answers {@code return 302} by a map of these codes. */
    public static Child map(Rig rig, String name, int port, Map<String, String> targets) {
        String map = targets.entrySet().stream()
                .map(link -> "    /" + link.getKey() + " \"" + link.getValue() + "\";")
                .collect(Collectors.joining("\n"));
        return start(
                rig,
                name,
                port,
                "  map $uri $target {\n    default \"/\";\n" + map + "\n  }\n" + "  server {\n    listen 127.0.0.1:"
                        + port + ";\n    location / { return 302 $target; }\n  }");
    }

    /** Answers everything with one redirect. */
    public static Child constant(Rig rig, String name, int port, String target) {
        return start(
                rig,
                name,
                port,
                "  server {\n    listen 127.0.0.1:" + port + ";\n    location / { return 302 \"" + target
                        + "\"; }\n  }");
    }

    private static Child start(Rig rig, String name, int port, String http) {
        Path folder = rig.state().resolve(name);
        Folders.create(folder, "rwxr-xr-x");
        Path file = folder.resolve("nginx.conf");
        try {
            Files.writeString(file, CONFIGURATION.formatted(folder, http));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String program = Command.find("nginx")
                .orElseThrow(() -> new BenchException("nginx is not on the PATH"))
                .toString();
        return rig.child(name, List.of(program, "-p", folder.toString(), "-e", "stderr", "-c", file.toString()), port);
    }
}
