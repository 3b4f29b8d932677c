package dev.millrace.cli.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which ports are taken, and by whom. */
public final class Ports {

    private static final String LISTENING = "0A";

    private Ports() {}

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Says in one sentence that a port is taken, and by which process where that can be found. */
    public static String taken(int port, String neededFor) {
        var owner =
                owner(port)
                        .map(pid -> " by process %d (%s)".formatted(pid, describe(pid)))
                        .orElse("");
        return "Port %d, needed for %s, is already in use%s; stop that, or choose other ports with --port-base"
                .formatted(port, neededFor, owner);
    }

    private static String describe(long pid) {
        var command = Proc.commandLine(pid).orElse("");
        return command.length() > 80 ? command.substring(0, 80) + "…" : command;
    }

    /** The process that listens on the port; empty where the system does not tell. */
    static Optional<Long> owner(int port) {
        var inodes =
                Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                        .flatMap(Ports::lines)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
                        .filter(fields -> localPort(fields[1]) == port)
                        .map(fields -> "socket:[" + fields[9] + "]")
                        .collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holdsOneOf(pid, inodes))
                .findFirst();
    }

    private static int localPort(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream().skip(1);
        } catch (IOException absent) {
            return Stream.empty();
        }
    }

    private static boolean holdsOneOf(long pid, Set<String> sockets) {
        var folder = Path.of("/proc", Long.toString(pid), "fd");
        try (var descriptors = Files.newDirectoryStream(folder)) {
            for (var descriptor : descriptors) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException endedOrForeign) {
            return false;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
