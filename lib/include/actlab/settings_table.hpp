#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "actlab/api.hpp"
#include "actlab/settings.hpp"

namespace actlab {

/// A field with a fixed set of values, by their place among the row's choices.
struct ChoiceMember {
  std::size_t (*get)(const Settings& settings) = nullptr;
  void (*set)(Settings& settings, std::size_t choice) = nullptr;
};

/// The field of Settings that a row of the table is about.
using SettingMember = std::variant<std::int64_t Settings::*, double Settings::*, std::optional<double> Settings::*,
                                   std::string Settings::*, bool Settings::*, ChoiceMember>;

/// A name that stands for several values in a list: "all" activations, "real" data sets.
struct ValueGroup {
  std::string_view name;
  std::vector<std::string> (*values)() = nullptr;
};

/// One row of the settings table: the one place for a setting's flag, TOML key, CSV column, default, range and help.
struct SettingInfo {
  std::string_view name;     ///< TOML key and column of cells.csv: "learning_rate"
  std::string_view group;    ///< Data, Model, Training, Experiment
  std::string_view metavar;  ///< what the help shows as the value
  std::string_view help;
  SettingMember member;
  bool makes_data = false;                         ///< load_dataset depends on it
  std::string_view follows = {};                   ///< settings, with spaces between, from which auto decides it
  double low = 0;                                  ///< smallest allowed number
  double high = 0;                                 ///< largest allowed number
  bool open_low = false;                           ///< low itself is not allowed
  bool zero_is_off = false;                        ///< the number 0 is written off
  std::span<const std::string_view> choices = {};  ///< allowed names of a ChoiceMember
  /// Checks a text and returns its canonical form, where names come from a table of their own.
  std::string (*canonical)(std::string_view text, std::string_view where) = nullptr;
  std::span<const ValueGroup> groups = {};
};

/// In the order of the help, of run.toml and of the columns of cells.csv.
ACTLAB_API std::span<const SettingInfo> settings_table();

/// The row of that name (underscores), or null.
ACTLAB_API const SettingInfo* find_setting(std::string_view name);

/// "`learning_rate`": a setting as errors name it.
ACTLAB_API std::string option_name(const SettingInfo& setting);

/// Sets the field from text, checked against the row. Throws Error (usage) at `where`: what was given and what is
/// allowed.
ACTLAB_API void set_setting(Settings& settings, const SettingInfo& setting, std::string_view text,
                            std::string_view where);

/// The field's canonical text: shortest numbers, on or off, canonical names, "auto".
ACTLAB_API std::string setting_text(const Settings& settings, const SettingInfo& setting);

/// Splits a list at the commas outside parentheses: "relu,where(x>0,x,0)" has two items.
ACTLAB_API std::vector<std::string> split_list(std::string_view text);

}  // namespace actlab
