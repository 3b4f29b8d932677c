package dev.millrace.training;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server, which a test can block: callers are then refused, or hang. */
final class Gate implements Closeable {

    private final URI server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private ServerSocket entrance = new ServerSocket();
    private boolean hangs;
    private int hanging;

    Gate(URI server) throws IOException {
        this.server = server;
        enter(0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
    }

    /** New callers are refused, and connections break. */
    synchronized void refuse() throws IOException {
        entrance.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    /** Callers are let in, and nothing goes through any more. */
    synchronized void hang() throws IOException {
        hangs = true;
        openEntrance();
    }

    /** All goes through, also what has hung. */
    synchronized void open() throws IOException {
        hangs = false;
        notifyAll();
        openEntrance();
    }

    /** How many requests and answers hang. */
    synchronized int hanging() {
        return hanging;
    }

    private void openEntrance() throws IOException {
        if (entrance.isClosed()) {
            int port = entrance.getLocalPort();
            entrance = new ServerSocket();
            enter(port);
        }
    }

    private void enter(int port) throws IOException {
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var door = entrance;
        Thread.ofVirtual().start(() -> admit(door));
    }

    private void admit(ServerSocket door) {
        try {
            while (true) {
                var caller = door.accept();
                var called = new Socket(server.getHost(), server.getPort());
                sockets.add(caller);
                sockets.add(called);
                if (door.isClosed()) {
                    caller.close();
                    called.close();
                }
                Thread.ofVirtual().start(() -> carry(caller, called));
                Thread.ofVirtual().start(() -> carry(called, caller));
            }
        } catch (IOException closed) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    /** Until either end breaks, which breaks the other. */
    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            var buffer = new byte[1 << 16];
            for (int count = 0; count >= 0; count = from.getInputStream().read(buffer)) {
                waitWhileItHangs(count);
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException broken) {
            // As the test wants it, or as the caller does.
        } finally {
            sockets.remove(from);
        }
    }

    private synchronized void waitWhileItHangs(int bytes) throws InterruptedException {
        if (bytes > 0) {
            hanging++;
            while (hangs) {
                wait();
            }
            hanging--;
        }
    }

    @Override
    public void close() throws IOException {
        refuse();
    }
}
