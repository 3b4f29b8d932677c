package dev.millrace.orchestrator.task.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes e-mail as RFC 5321 says, and keeps it. */
final class SmtpServer implements AutoCloseable {

    final List<String> said = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private volatile String answerToRecipients = "250 ok";

    SmtpServer() {
        try {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    void answerRecipients(String answer) {
        answerToRecipients = answer;
    }

    private void listen() {
        try {
            while (true) {
                var client = server.accept();
                Thread.startVirtualThread(() -> talk(client));
            }
        } catch (IOException closed) {
            // by the test
        }
    }

    private void talk(Socket client) {
        try (client;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(client.getOutputStream(), true)) {
            out.print("220 test\r\n");
            out.flush();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
                out.print(answer(line, in) + "\r\n");
                out.flush();
            }
        } catch (IOException gone) {
            // the client has hung up
        }
    }

    private String answer(String line, BufferedReader in) throws IOException {
        if (line.startsWith("EHLO")) {
            return "250-test\r\n250 AUTH PLAIN";
        }
        if (line.startsWith("AUTH")) {
            return "235 welcome";
        }
        if (line.startsWith("RCPT")) {
            return answerToRecipients;
        }
        if (line.equals("DATA")) {
            return "354 go on";
        }
        if (line.equals("QUIT")) {
            return "221 bye";
        }
        if (line.startsWith("MAIL") || line.equals("RSET")) {
            return "250 ok";
        }
        var mail = new StringBuilder(line);
        for (var next = in.readLine(); !".".equals(next); next = in.readLine()) {
            mail.append('\n').append(next);
        }
        mails.add(mail.toString());
        return "250 taken";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
