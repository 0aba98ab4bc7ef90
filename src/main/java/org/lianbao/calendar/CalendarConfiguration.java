package org.lianbao.calendar;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CalendarConfiguration {

  @Bean
  CalendarInUse calendarInUse(@Value("${lianbao.data:./data}") Path data) throws IOException {
    return new CalendarInUse(data.resolve("calendar"));
  }
}
