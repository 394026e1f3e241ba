import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.roomfleet.orchestrator.app.Main;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** An orchestrator, and beside it in the same JVM the same HTTP server with nothing behind it: it answers 204 to everything. Argument: its port. */
public class BeaconServer {
  public static void main(String[] arguments) throws Exception {
    Config config = ConfigFactory.parseString("pekko.actor.provider = local, pekko.loglevel = WARNING").withFallback(ConfigFactory.load());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "empty", config);
    Materializer materializer = SystemMaterializer.get(system).materializer();
    Function<HttpRequest, CompletionStage<HttpResponse>> empty =
        request ->
            // An answer before the body has come to its end would close the connection.
            request
                .discardEntityBytes(materializer)
                .completionStage()
                .thenApply(done -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
    Http.get(system).newServerAt("127.0.0.1", Integer.parseInt(arguments[0])).bind(empty).toCompletableFuture().get();
    Main.main(new String[0]);
  }
}
