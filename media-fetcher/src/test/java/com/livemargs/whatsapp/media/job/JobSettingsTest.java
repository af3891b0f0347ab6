package com.livemargs.whatsapp.media.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobSettingsTest {

  @Test
  void firstRetryComesWithinFiveSecondsAndLaterOnesGrow() {
    JobSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("whatsapp.media.jobs", Bindable.of(JobSettings.class));

    assertThat(settings.delayAfter(1).plus(settings.pollEvery())).isLessThan(Duration.ofSeconds(5));
    assertThat(Settlement.DISK_PAUSE.plus(settings.pollEvery())).isLessThan(Duration.ofSeconds(5));
    assertThat(settings.retryDelays()).isSorted();
    assertThat(settings.delayAfter(100)).isEqualTo(Duration.ofHours(6));
    assertThat(settings.retryWindow()).isEqualTo(Duration.ofDays(6));
  }

  @Test
  void delaysThatAreNoneAreRefused() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new JobSettings(8, List.of(), second, second, second, second))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("MEDIA_RETRY_DELAYS");
    assertThatThrownBy(() -> new JobSettings(0, List.of(second), second, second, second, second))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("MEDIA_PARALLELISM");
    assertThatThrownBy(
            () -> new JobSettings(8, List.of(second), second, second, second, Duration.ZERO))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("whatsapp.media.jobs.hand-back");
  }
}
