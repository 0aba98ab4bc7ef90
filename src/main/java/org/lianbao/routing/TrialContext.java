package org.lianbao.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.lianbao.partners.Partner;
import org.springframework.core.env.Environment;

/**
 * Builds routes in a Camel context of their own, to see whether Camel takes them. It has the hub's
 * beans and settings but components of its own, for a component belongs to one context.
 */
@org.springframework.stereotype.Component
class TrialContext {

  private final CamelContext hub;
  private final Environment environment;
  private final Map<String, OwnComponent> components;

  TrialContext(CamelContext hub, Environment environment, Map<String, OwnComponent> components) {
    this.hub = hub;
    this.environment = environment;
    this.components = components;
  }

  /** Builds these files of this partner in this order; what is built is thrown away. */
  void build(List<Path> shared, List<Path> own, Partner partner) throws PartnerRoutes.Unusable {
    try (var trial = new DefaultCamelContext(new DefaultRegistry(new BeansOf(hub)))) {
      trial.disableJMX();
      trial.setAutoStartup(false);
      trial.getPropertiesComponent().addPropertiesSource(new Settings(environment));
      components.forEach(
          (bean, component) ->
              trial.addComponent(bean.replace("-component", ""), component.toTry(partner)));
      trial.start();
      for (var file : shared) {
        PartnerRoutes.load(trial, file);
      }
      for (var file : own) {
        PartnerRoutes.load(trial, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Settings(Environment environment) implements PropertiesSource {

    @Override
    public String getName() {
      return "settings";
    }

    @Override
    public String getProperty(String name) {
      return environment.getProperty(name);
    }
  }

  /** The hub's beans, without its components and contexts. */
  private record BeansOf(CamelContext hub) implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
      return lent(hub.getRegistry().lookupByName(name));
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
      return lent(hub.getRegistry().lookupByNameAndType(name, type));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
      return hub.getRegistry().findByTypeWithName(type).entrySet().stream()
          .filter(bean -> lent(bean.getValue()) != null)
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
      return Set.copyOf(findByTypeWithName(type).values());
    }

    private static <T> T lent(T bean) {
      return bean instanceof Component || bean instanceof CamelContext ? null : bean;
    }
  }
}
