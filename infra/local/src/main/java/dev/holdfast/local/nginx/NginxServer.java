package dev.holdfast.local.nginx;

import dev.holdfast.local.StackException;
import dev.holdfast.local.files.Folders;
import dev.holdfast.local.files.Template;
import dev.holdfast.local.process.Command;
import dev.holdfast.local.process.Launch;
import dev.holdfast.local.process.ManagedProcess;
import dev.holdfast.local.process.Server;
import dev.holdfast.local.process.Signal;
import dev.holdfast.local.process.SystemUser;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The system's nginx, with the three fronts. Takes over new settings without losing a connection it serves. */
public final class NginxServer extends Server {
    private static final int ANSWER_MILLIS = 2000;
    private static final List<String> INCLUDED = List.of("problems.conf", "proxy.conf");

    private final Path folder;
    private final Fronts fronts;

    /** @param state the platform's state folder */
    public NginxServer(Path state, Fronts fronts) {
        super(new ManagedProcess("nginx", state), Signal.QUIT, Duration.ofSeconds(20), Duration.ofSeconds(5));
        this.folder = state.resolve("nginx");
        this.fronts = fronts;
    }

    @Override
    protected Launch prepare() {
        Folders.create(folder, "rwx--x--x");
        var all = new StringBuilder();
        for (var name : INCLUDED) {
            var text = Template.infra("nginx/" + name).render(fronts.places(folder));
            Template.write(folder.resolve(name), text);
            all.append(text);
        }
        var text = Template.infra("nginx/nginx.conf").render(fronts.places(folder));
        Template.write(file(), text);
        return new Launch(line(), all.append(text).toString());
    }

    private Path file() {
        return folder.resolve("nginx.conf");
    }

    /** The command, with more arguments. */
    private List<String> line(String... more) {
        var program = Command.find("nginx").orElseThrow(() -> new StackException("nginx is not on the PATH"));
        var line = new ArrayList<>(
                List.of(program.toString(), "-e", "stderr", "-p", folder.toString(), "-c", file().toString()));
        line.addAll(List.of(more));
        return line;
    }

    @Override
    protected void change(Launch launch) {
        new Command(line("-t", "-q")).require();
        process().signal(Signal.HUP);
        changed(launch);
    }

    @Override
    public boolean answers() {
        try {
            var url = URI.create("http://127.0.0.1:" + fronts.publicPort() + "/robots.txt")
                    .toURL();
            var connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            return connection.getResponseCode() == 200 && connection.getHeaderField("X-Request-Id") != null;
        } catch (IOException e) {
            return false;
        }
    }

    static String userDirective() {
        var user = SystemUser.unprivileged();
        return user == null ? "" : "user " + user + " " + SystemUser.group(user) + ";";
    }
}
