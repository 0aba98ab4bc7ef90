package org.lianbao.console;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * This room alone behind a real server; its two ports are kept in memory. No component of any scan.
 */
@ComponentScan(basePackageClasses = CasePages.class)
@ImportAutoConfiguration({
  ServletWebServerFactoryAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  ThymeleafAutoConfiguration.class
})
class ConsoleTestApp {

  @Bean
  static Shelf shelf() {
    var shelf = new Shelf();
    shelf.add("water", "濮阳县供水公司", "Puyang County Water", "W", "utility:WATER");
    shelf.add("power", "濮阳县供电公司", "Puyang County Power", "E", "utility:POWER");
    shelf.add("gas", "濮阳县燃气公司", "Puyang County Gas", "G", "utility:GAS");
    shelf.add("heat", "濮阳县热力公司", "Puyang County Heat", "H", "utility:HEAT");
    shelf.add("county", "县审批系统", "County approval system", "GG", "upstream");
    return shelf;
  }
}
