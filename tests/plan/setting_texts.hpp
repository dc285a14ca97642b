#pragma once

#include "plan/label.hpp"

namespace actlab::test {

/// The texts of all settings.
inline SettingTexts setting_texts(const Settings& settings) {
  SettingTexts texts;
  for (const SettingInfo& setting : settings_table()) texts.emplace(setting.name, setting_text(settings, setting));
  return texts;
}

}  // namespace actlab::test
