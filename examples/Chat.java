import static dev.pausa.AsyncGenerator.*;
import static dev.pausa.AsyncResource.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.async.Async.*;

import dev.pausa.*;
import dev.pausa.async.*;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chat server: whatever a client says, all others read. Talk to it with netcat or telnet:
 *
 * <pre>
 * ./pausa examples/Chat.java 7000
 * nc localhost 7000</pre>
 *
 * <p>Each client is a task, with a scope inside in which one more task writes what the others say.
 * When the client leaves, its scope is cancelled; when writing fails, the scope fails; when the
 * server is stopped, all of it is cancelled from above. In each case both tasks end, the socket is
 * closed, and the others are told, by one and the same {@code finally} block.
 *
 * <p>All tasks run on one loop, so the map of the members needs no lock. A client that does not
 * read holds up nobody: what it has not read yet is kept in a channel, and when that is full the
 * client is thrown out.
 */
public final class Chat {
  private static final int PATIENCE = 100; // lines that a client may leave unread
  private static final int LONGEST = 4096; // bytes of a line
  private static final Duration TIME_FOR_NAME = Duration.ofMinutes(1);

  // ---- Sockets: operations made of the JDK's asynchronous channels ------------------------------

  /**
   * One operation of a socket. It can be ended only by closing the socket. What it fails with then,
   * the loop attaches to the cancel.
   */
  private abstract static class Io<T> extends Operation<T> {
    private final AsynchronousChannel socket;

    Io(AsynchronousChannel socket) {
      this.socket = socket;
    }

    @Override
    protected boolean withdraw() {
      close(socket);
      return false; // it completes soon: wait for it
    }

    @Override
    public String describe() {
      return getClass().getSimpleName() + " " + socket;
    }
  }

  private static final class Accept extends Io<AsynchronousSocketChannel> {
    private final AsynchronousServerSocketChannel server;

    Accept(AsynchronousServerSocketChannel server) {
      super(server);
      this.server = server;
    }

    @Override
    protected void begin(Waker<AsynchronousSocketChannel> waker) {
      server.accept(null, waker);
    }
  }

  private static final class Read extends Io<Integer> {
    private final AsynchronousSocketChannel socket;
    private final ByteBuffer to;

    Read(AsynchronousSocketChannel socket, ByteBuffer to) {
      super(socket);
      this.socket = socket;
      this.to = to;
    }

    @Override
    protected void begin(Waker<Integer> waker) {
      socket.read(to, null, waker);
    }
  }

  private static final class Write extends Io<Integer> {
    private final AsynchronousSocketChannel socket;
    private final ByteBuffer from;

    Write(AsynchronousSocketChannel socket, ByteBuffer from) {
      super(socket);
      this.socket = socket;
      this.from = from;
    }

    @Override
    protected void begin(Waker<Integer> waker) {
      socket.write(from, null, waker);
    }
  }

  /** Writes a line, all of it. */
  static Coroutine<Void> write(AsynchronousSocketChannel socket, String line) {
    return coroutine(() -> {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) await(new Write(socket, bytes));
    });
  }

  /** The lines that come from a socket, until its other end is closed. */
  static AsyncGenerator<String, Void> lines(AsynchronousSocketChannel socket) {
    return asyncGenerator(g -> {
      ByteBuffer bytes = ByteBuffer.allocate(1024);
      var line = new ByteArrayOutputStream();
      while (await(new Read(socket, bytes.clear())) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          byte next = bytes.get();
          if (next != '\n') {
            line.write(next);
            if (line.size() > LONGEST) throw new IOException("a line is too long");
          } else {
            g.yield(line.toString(StandardCharsets.UTF_8).strip());
            line.reset();
          }
        }
      }
    });
  }

  // ---- The server -------------------------------------------------------------------------------

  /** One who has a name: what it is to read, and its scope. */
  private record Member(Channel<String> toRead, TaskScope scope) {}

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final PrintStream log;

  Chat(PrintStream log) {
    this.log = log;
  }

  /** Serves whoever connects, until it is cancelled. A client that fails does not hinder others. */
  Awaitable<Void> serve(AsynchronousServerSocketChannel server) {
    return supervise((client, failure) -> log.println(client.name() + ": " + failure), clients -> {
      while (true) {
        var socket = await(new Accept(server));
        clients.start("client " + socket.getRemoteAddress(), client(socket));
      }
    });
  }

  private Coroutine<Void> client(AsynchronousSocketChannel socket) {
    return coroutine(() -> {
      try {
        await(with(closing(lines(socket)), lines -> {
          await(write(socket, "Who are you?"));
          if (await(timeout(TIME_FOR_NAME, lines.advance()))) {
            await(member(lines.current(), lines, socket));
          }
        }));
      } finally {
        close(socket);
      }
    });
  }

  private Awaitable<Void> member(
      String name, AsyncGenerator<String, Void> lines, AsynchronousSocketChannel socket) {
    return scope(scope -> {
      if (name.isEmpty() || members.containsKey(name)) {
        await(write(socket, "There is a " + name + " here already."));
        return;
      }
      var me = new Member(Channel.bounded(PATIENCE), scope);
      tell(null, name + " is here.");
      members.put(name, me);
      me.toRead().trySend("Hello, " + name + ". Here are: " + String.join(", ", members.keySet()));
      try {
        scope.start("writer of " + name, me.toRead().forEach(line -> await(write(socket, line))));
        while (await(lines.advance())) tell(me, name + ": " + lines.current());
      } finally {
        members.remove(name);
        tell(null, name + " has left.");
        scope.cancel(name + " has left"); // the writer, which would wait for ever
      }
    });
  }

  /** Has all read a line, except one. */
  private void tell(Member except, String line) {
    log.println(line);
    for (Member member : List.copyOf(members.values())) {
      if (member == except || member.toRead().trySend(line)) continue;
      member.scope().cancel("it does not read what it is sent");
    }
  }

  private static void close(AsynchronousChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- The program ------------------------------------------------------------------------------

  public static void main(String[] args) throws Exception {
    if (args.length != 1 || !args[0].matches("[0-9]{1,5}")) {
      System.err.println("usage: Chat PORT");
      System.exit(2);
    }
    int port = Integer.parseInt(args[0]);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var server = AsynchronousServerSocketChannel.open().bind(address)) {
      System.out.println("listening at " + server.getLocalAddress() + "; Ctrl-C ends it");
      Loop.run(() -> await(new Chat(System.out).serve(server)));
    }
  }
}
