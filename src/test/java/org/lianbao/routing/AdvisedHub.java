package org.lianbao.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.lianbao.LianbaoApplication;
import org.lianbao.cases.Cases;
import org.lianbao.partners.PartnerSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Routes in the real hub, with its database and broker, and a mock in the place of the partner:
 * what goes out, and what becomes of the answer.
 */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
    classes = LianbaoApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "lianbao.data=target/advised-routes",
      "lianbao.broker.port=0",
      "management.server.port=-1",
      // The others would ask partners that are not there.
      "camel.main.routes-include-pattern=file:routes/_shared/*.camel.yaml,"
          + "file:routes/water/orders.camel.yaml,file:routes/power/callbacks.camel.yaml"
    })
abstract class AdvisedHub {

  static {
    try {
      FileSystemUtils.deleteRecursively(Path.of("target/advised-routes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Autowired CamelContext camel;
  @Autowired ProducerTemplate producer;
  @Autowired Cases cases;
  @Autowired PartnerSettings settings;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @EndpointInject("mock:water")
  MockEndpoint water;

  @EndpointInject("mock:recorded")
  MockEndpoint recorded;

  @BeforeEach
  void advise() throws Exception {
    if (!camel.isStarted()) {
      AdviceWith.adviceWith(
          camel,
          "water.submit-order",
          route -> route.weaveById("water.submit-order.call").replace().to("mock:water"));
      AdviceWith.adviceWith(
          camel,
          "power.take-callback",
          route -> {
            route.replaceFromWith("direct:callback");
            route.weaveById("power.take-callback.record").replace().to("mock:recorded");
          });
      camel.start();
    }
    water.reset();
    recorded.reset();
  }
}
