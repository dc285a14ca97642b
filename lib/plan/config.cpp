#include "plan/config.hpp"

#include "plan/config_table.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "file/input_file.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

struct RecordPart {
  std::string_view name;
  bool Recording::*member;
};
constexpr std::size_t longest_toml = std::size_t{16} << 20;

constexpr std::array<RecordPart, 10> record_parts{{{"metrics", &Recording::metrics},
                                                   {"layers", &Recording::layers},
                                                   {"layer-curves", &Recording::layer_curves},
                                                   {"boundary", &Recording::boundary},
                                                   {"neurons", &Recording::neurons},
                                                   {"predictions", &Recording::predictions},
                                                   {"units", &Recording::units},
                                                   {"confusion", &Recording::confusion},
                                                   {"mistakes", &Recording::mistakes},
                                                   {"model", &Recording::model}}};
// In the order in which they are set: everything that is recorded is recorded of all networks, unless they are named.
constexpr std::array<std::string_view, 8> keys_of_recording{"record",         "every",         "snapshots",
                                                            "snapshots_of",   "neurons_of",    "boundary_resolution",
                                                            "map_resolution", "boundary_plane"};
constexpr std::string_view every_network = "all";
constexpr std::uint32_t most_replicates = 1'000'000;

std::int64_t whole_number(std::string_view text, std::int64_t low, std::int64_t high, std::string_view where) {
  const auto value = text::parse_integer(text);
  if (value && *value >= low && *value <= high) return *value;
  throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
              fmt::format("give a whole number from {} to {}", low, high));
}

void set_record_parts(Recording& recording, std::string_view text, std::string_view where) {
  for (const RecordPart& part : record_parts) recording.*part.member = false;
  if (text == "none" || text.empty()) return;
  for (const std::string& name : split_list(text)) {
    if (name == "all") {
      for (const RecordPart& part : record_parts) recording.*part.member = true;
      recording.neurons_of_all = true;
      recording.snapshots_of_all = true;
      continue;
    }
    const auto part = std::ranges::find(record_parts, name, &RecordPart::name);
    if (part == record_parts.end()) {
      std::vector<std::string> known{"all", "none"};
      for (const RecordPart& row : record_parts) known.emplace_back(row.name);
      throw Error(ErrorKind::usage, std::string(where), "cannot record " + text::quoted(name),
                  "allowed are " + text::enumeration(known));
    }
    recording.*part->member = true;
  }
}

std::vector<std::uint32_t> networks(std::string_view text, std::string_view where) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& item : split_list(text)) {
    numbers.push_back(static_cast<std::uint32_t>(whole_number(item, 0, most_replicates - 1, where)));
  }
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (const SettingInfo& setting : settings_table()) names.emplace_back(setting.name);
  return names;
}

// A list of names is one pair, a list of lists several.
void read_pairs(Grid& grid, const toml::node& node, const std::filesystem::path& path, const std::string& where) {
  const toml::array* list = node.as_array();
  const bool several = list != nullptr && !list->empty() && list->front().is_array();
  if (!several) return add_pair(grid, text::joined(toml_texts(node, path, where), ","), where);
  for (const toml::node& item : *list) {
    const std::string item_place = fmt::format("{}: pair", toml_place(path, item.source()));
    add_pair(grid, text::joined(toml_texts(item, path, item_place), ","), item_place);
  }
}

// A key of a grid; false for any other.
bool read_grid_key(Grid& grid, std::string_view key, const toml::node& node, const std::filesystem::path& path) {
  const std::string where = fmt::format("{}: {}", toml_place(path, node.source()), key);
  if (key == "pair") {
    read_pairs(grid, node, path, where);
  } else if (find_setting(key) != nullptr) {
    set_values(grid, key, toml_texts(node, path, where), where);
  } else {
    return false;
  }
  return true;
}

[[noreturn]] void refuse_key(std::string_view key, const toml::node& node, const std::filesystem::path& path,
                             std::vector<std::string> known) {
  for (std::string& name : setting_names()) known.push_back(std::move(name));
  throw Error(ErrorKind::usage, toml_place(path, node.source()), "unknown key " + text::quoted(key),
              text::suggestion(key, known));
}

void read_grids(Experiment& experiment, const toml::node& node, const std::filesystem::path& path) {
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_homogeneous<toml::table>()) {
    throw Error(ErrorKind::usage, toml_place(path, node.source()), "grid is not a list of tables",
                "begin each grid of the union with a line [[grid]]");
  }
  for (const toml::node& table : *tables) {
    Grid& grid = experiment.grids.emplace_back();
    for (const auto& [key, value] : *table.as_table()) {
      if (!read_grid_key(grid, key.str(), value, path)) refuse_key(key.str(), value, path, {"pair"});
    }
  }
}

void read_key(Experiment& experiment, std::string_view key, const toml::node& node, const std::filesystem::path& path) {
  if (read_grid_key(experiment.common, key, node, path)) return;
  if (key == "grid") return read_grids(experiment, node, path);
  const std::string where = fmt::format("{}: {}", toml_place(path, node.source()), key);
  if (key == "replicates") return set_replicates(experiment, text::joined(toml_texts(node, path, where), ","), where);
  if (std::ranges::count(keys_of_recording, key) > 0) {
    return;
  }
  std::vector<std::string> known{"replicates", "pair", "grid"};
  for (const std::string_view name : keys_of_recording) known.emplace_back(name);
  refuse_key(key, node, path, std::move(known));
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_number(const SettingInfo& setting) {
  return std::holds_alternative<std::int64_t Settings::*>(setting.member) ||
         std::holds_alternative<double Settings::*>(setting.member) ||
         std::holds_alternative<std::optional<double> Settings::*>(setting.member);
}

std::string toml_value(const SettingInfo& setting, const std::string& text) {
  return is_number(setting) && text::parse_number(text) ? text : toml_string(text);
}

std::string toml_list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return "[" + out + "]";
}

std::string values_text(const SettingInfo& setting, const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(toml_value(setting, text));
  return fmt::format("{} = {}\n", setting.name, items.size() == 1 ? items.front() : toml_list(items));
}

std::string pairs_text(const Grid& grid) {
  if (grid.pairs.empty()) return "";
  std::vector<std::string> lists;
  for (const std::vector<std::string>& pair : grid.pairs) {
    std::vector<std::string> names;
    for (const std::string& name : pair) names.push_back(toml_string(name));
    lists.push_back(toml_list(names));
  }
  return "pair = " + toml_list(lists) + "\n";
}

std::string recorded_parts(const Recording& recording) {
  std::vector<std::string> names;
  for (const RecordPart& part : record_parts) {
    if (recording.*part.member) names.push_back(toml_string(part.name));
  }
  return toml_list(names);
}

std::string recorded_networks(const Recording& recording) {
  if (recording.neurons_of_all) return toml_string(every_network);
  if (recording.neurons_of.empty()) return "[0]";
  std::vector<std::string> numbers;
  for (const std::uint32_t network : recording.neurons_of) numbers.push_back(std::to_string(network));
  return toml_list(numbers);
}

}  // namespace

std::string toml_place(const std::filesystem::path& path, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", path.string(), source.begin.line, source.begin.column);
}

std::string toml_text(const toml::node& node, const std::string& where) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
  if (const auto* number = node.as_floating_point()) return text::number_text(number->get());
  if (const auto* boolean = node.as_boolean()) return boolean->get() ? "on" : "off";
  throw Error(ErrorKind::usage, where, "this kind of value is not allowed here",
              "give a number, a text or a list of them");
}

std::vector<std::string> toml_texts(const toml::node& node, const std::filesystem::path& path,
                                    const std::string& where) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return {toml_text(node, where)};
  // The key stands behind the list's place, and so behind each item's.
  const std::string key = where.substr(std::min(where.size(), toml_place(path, node.source()).size()));
  std::vector<std::string> texts;
  for (const toml::node& item : *list) texts.push_back(toml_text(item, toml_place(path, item.source()) + key));
  return texts;
}

std::span<const std::string_view> recording_keys() { return keys_of_recording; }

void set_replicates(Experiment& experiment, std::string_view text, std::string_view where) {
  experiment.replicates = whole_number(text, 1, most_replicates, where);
}

void set_recording(Recording& recording, std::string_view key, std::string_view text, std::string_view where) {
  if (key == "record") {
    set_record_parts(recording, text, where);
  } else if (key == "every") {
    recording.every = whole_number(text, 1, 1'000'000'000, where);
  } else if (key == "snapshots") {
    recording.snapshots = whole_number(text, 0, 10'000, where);
  } else if (key == "snapshots_of") {
    if (text != every_network && text != "mean") {
      throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
                  "give mean, or all for every network's outputs besides");
    }
    recording.snapshots_of_all = text == every_network;
  } else if (key == "neurons_of") {
    recording.neurons_of_all = text == every_network;
    recording.neurons_of = recording.neurons_of_all ? std::vector<std::uint32_t>() : networks(text, where);
  } else if (key == "boundary_resolution") {
    recording.boundary_resolution = whole_number(text, 2, 2001, where);
  } else if (key == "map_resolution") {
    recording.map_resolution = whole_number(text, 2, 2001, where);
  } else {
    const bool two_columns = std::ranges::count(text, ',') == 1 && !text.starts_with(',') && !text.ends_with(',');
    if ((text != "auto" && text != "pca" && !two_columns) || !text::is_utf8(text)) {
      throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
                  "give two input columns like petal_length,petal_width, or pca, or auto");
    }
    recording.boundary_plane = text;
  }
}

namespace {

// A group's values in place of its name.
std::vector<std::string> without_groups(const std::vector<std::string>& texts, std::span<const ValueGroup> groups) {
  std::vector<std::string> out;
  for (const std::string& text : texts) {
    const auto group = std::ranges::find(groups, text, &ValueGroup::name);
    if (group == groups.end()) {
      out.push_back(text);
    } else {
      std::ranges::move(group->values(), std::back_inserter(out));
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> canonical_list(std::string_view setting, const std::vector<std::string>& texts,
                                        std::string_view where) {
  const SettingInfo& row = *find_setting(setting);
  std::vector<std::string> canonical;
  for (const std::string& text : without_groups(texts, row.groups)) {
    Settings settings;
    set_setting(settings, row, text, where);
    canonical.push_back(setting_text(settings, row));
  }
  return canonical;
}

void set_values(Grid& grid, std::string_view setting, const std::vector<std::string>& texts, std::string_view where) {
  std::vector<std::string> canonical = canonical_list(setting, texts, where);
  if (canonical.empty()) throw Error(ErrorKind::usage, std::string(where), "the list is empty", "give a value");
  grid.values[std::string(setting)] = std::move(canonical);
}

void add_pair(Grid& grid, std::string_view names, std::string_view where) {
  std::vector<std::string> pair;
  for (std::string& name : split_list(names)) {
    std::ranges::replace(name, '-', '_');
    if (find_setting(name) == nullptr) {
      throw Error(ErrorKind::usage, std::string(where), "unknown setting " + text::quoted(name),
                  text::suggestion(name, setting_names()));
    }
    const bool paired =
        std::ranges::any_of(grid.pairs, [&](const auto& other) { return std::ranges::count(other, name) > 0; });
    if (paired || std::ranges::count(pair, name) > 0) {
      throw Error(ErrorKind::usage, std::string(where), text::quoted(name) + " is named twice", "name it once");
    }
    pair.push_back(std::move(name));
  }
  if (pair.size() < 2) {
    throw Error(ErrorKind::usage, std::string(where), text::quoted(names) + " is one setting only",
                "name the settings that vary together, like arch,epochs");
  }
  grid.pairs.push_back(std::move(pair));
}

toml::table read_toml(const std::filesystem::path& path, const std::string& remedy) {
  const InputFile file(path, remedy);
  return parse_toml(read_rest(file.descriptor(), path, longest_toml), path);
}

toml::table parse_toml(std::string_view text, const std::filesystem::path& path) {
  try {
    return toml::parse(text, path.string());
  } catch (const toml::parse_error& parse_error) {
    throw Error(ErrorKind::usage, toml_place(path, parse_error.source()),
                "cannot be read as TOML: " + std::string(parse_error.description()),
                "see https://toml.io for the format");
  }
}

Experiment experiment_of(const toml::table& table, const std::filesystem::path& path) {
  Experiment experiment;
  for (const auto& [key, node] : table) read_key(experiment, key.str(), node, path);
  for (const std::string_view key : keys_of_recording) {
    const toml::node* node = table.get(key);
    if (node == nullptr) continue;
    const std::string where = fmt::format("{}: {}", toml_place(path, node->source()), key);
    set_recording(experiment.recording, key, text::joined(toml_texts(*node, path, where), ","), where);
  }
  return experiment;
}

Experiment read_config(const std::filesystem::path& path) {
  return experiment_of(read_toml(path, "check the path of `config`"), path);
}

Experiment recorded_experiment(const RecordedFiles& results) {
  const std::filesystem::path path = results.directory() / "run.toml";
  return experiment_of(parse_toml(results.run_toml(), path), path);
}

std::string recording_text(const Experiment& experiment) {
  const Recording& recording = experiment.recording;
  return fmt::format("replicates = {}\nrecord = {}\nevery = {}\nsnapshots = {}\nsnapshots_of = {}\nneurons_of = {}\n",
                     experiment.replicates, recorded_parts(recording), recording.every, recording.snapshots,
                     toml_string(recording.snapshots_of_all ? every_network : "mean"), recorded_networks(recording)) +
         fmt::format("boundary_resolution = {}\nmap_resolution = {}\nboundary_plane = {}\n",
                     recording.boundary_resolution, recording.map_resolution, toml_string(recording.boundary_plane));
}

std::string config_text(const Experiment& experiment) {
  std::string out = "# An experiment of actlab. Repeat it: actlab train --config run.toml --out DIR\n\n";
  out += recording_text(experiment) + pairs_text(experiment.common);
  std::string_view group;
  for (const SettingInfo& setting : settings_table()) {
    if (setting.group != group) out += fmt::format("\n# {}\n", setting.group);
    group = setting.group;
    const auto given = experiment.common.values.find(std::string(setting.name));
    const std::vector<std::string> by_default{setting_text(Settings(), setting)};
    out += values_text(setting, given == experiment.common.values.end() ? by_default : given->second);
  }
  for (const Grid& grid : experiment.grids) {
    out += "\n[[grid]]\n" + pairs_text(grid);
    for (const SettingInfo& setting : settings_table()) {
      const auto given = grid.values.find(std::string(setting.name));
      if (given != grid.values.end()) out += values_text(setting, given->second);
    }
  }
  return out;
}

}  // namespace actlab
