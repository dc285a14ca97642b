#include "plan/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <type_traits>
#include <variant>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "data/catalogue.hpp"
#include "data/plane.hpp"
#include "plan/config.hpp"
#include "plan/contract.hpp"
#include "plan/label.hpp"
#include "plan/resolve.hpp"
#include "text/sha256.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_cells = 10'000'000;
[[noreturn]] void do_not_fit(std::string where, std::string what, std::string remedy) {
  throw Error(ErrorKind::usage, std::move(where), std::move(what), std::move(remedy));
}

// What a data set depends on.
std::string data_key(const Settings& settings) {
  std::string key;
  for (const SettingInfo& setting : settings_table()) {
    if (setting.makes_data) key += setting_text(settings, setting) + '\n';
  }
  return key;
}

const std::vector<std::string>& values_of(const Grid& grid, const SettingInfo& setting) {
  return grid.values.at(std::string(setting.name));
}

[[noreturn]] void refuse_size() {
  throw Error(ErrorKind::usage, {}, "the grid has more than ten million cells", "give fewer values");
}

// The settings that vary together with `setting`, itself among them, in the order of the table.
std::vector<const SettingInfo*> partners(const Grid& grid, const SettingInfo& setting) {
  for (const std::vector<std::string>& pair : grid.pairs) {
    if (std::ranges::count(pair, setting.name) == 0) continue;
    std::vector<const SettingInfo*> together;
    for (const SettingInfo& row : settings_table()) {
      if (std::ranges::count(pair, row.name) > 0) together.push_back(&row);
    }
    return together;
  }
  return {&setting};
}

void check_axis(const Grid& grid, const Axis& axis, std::size_t length) {
  for (const SettingInfo* setting : axis.settings) {
    if (!grid.values.contains(std::string(setting->name))) {
      do_not_fit("`pair`", option_name(*setting) + " has no list of values", "give it one");
    }
    const std::size_t count = values_of(grid, *setting).size();
    if (count == length) continue;
    do_not_fit("`pair`",
               fmt::format("{} has {} values and {} has {}", option_name(*axis.settings.front()), length,
                           option_name(*setting), count),
               "give settings that vary together equally many values");
  }
  std::set<std::vector<std::string>> seen;
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<std::string> values;
    for (const SettingInfo* setting : axis.settings) values.push_back(values_of(grid, *setting)[i]);
    if (seen.insert(values).second) continue;
    do_not_fit(option_name(*axis.settings.front()), text::quoted(values.front()) + " is given twice", "give it once");
  }
}

// Settings that have the axis's values, one after another, and defaults else.
std::vector<Settings> read_values(const Grid& grid, const Axis& axis, std::size_t length) {
  std::vector<Settings> values(length);
  for (std::size_t i = 0; i < length; ++i) {
    for (const SettingInfo* setting : axis.settings) {
      set_setting(values[i], *setting, values_of(grid, *setting)[i], option_name(*setting));
    }
  }
  return values;
}

std::vector<Axis> axes_of(const Grid& grid) {
  std::vector<Axis> axes;
  std::set<const SettingInfo*> placed;
  for (const SettingInfo& setting : settings_table()) {
    Axis axis{.settings = partners(grid, setting), .values = {}};
    const auto given = grid.values.find(std::string(axis.settings.front()->name));
    if (placed.contains(&setting) || (axis.settings.size() == 1 && given == grid.values.end())) continue;
    const std::size_t length = given == grid.values.end() ? 1 : given->second.size();
    check_axis(grid, axis, length);
    axis.values = read_values(grid, axis, length);
    placed.insert(axis.settings.begin(), axis.settings.end());
    axes.push_back(std::move(axis));
  }
  return axes;
}

void copy_setting(Settings& to, const Settings& from, const SettingInfo& setting) {
  std::visit(
      [&](const auto& member) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, ChoiceMember>) {
          member.set(to, member.get(from));
        } else {
          to.*member = from.*member;
        }
      },
      setting.member);
}

[[noreturn]] void refuse_same_cells(std::size_t first, std::size_t second) {
  throw Error(ErrorKind::usage, {},
              fmt::format("cells {} and {} of the grid are the same once everything is decided", first, second),
              "leave out the value that auto or the data already imply");
}

// Wrong splits and columns come to light before any work.
void check_data(const Experiment& experiment, const std::vector<Cell>& cells) {
  const Recording& recording = experiment.recording;
  if (recording.neurons && !recording.neurons_of.empty() && recording.neurons_of.back() >= experiment.replicates) {
    throw Error(ErrorKind::usage, "`neurons_of`", fmt::format("there is no network {}", recording.neurons_of.back()),
                fmt::format("there are {} networks in a cell, numbered from 0", experiment.replicates));
  }
  const bool draws = recording.boundary || recording.neurons || recording.snapshots > 0;
  const auto has_plane = [](const Cell& cell) { return !cell.dataset->plane.empty() || cell.dataset->features() > 1; };
  if (!cells.empty() && std::ranges::none_of(cells, has_plane)) {
    const auto refuse = [](const char* where) {
      throw Error(ErrorKind::usage, where, "the data have one input, and no plane to draw",
                  "leave it out; `record` boundary draws what the networks say over the input");
    };
    if (recording.snapshots > 0) refuse("`snapshots`");
    if (recording.boundary_plane != "auto") refuse("`boundary_plane`");
  }
  for (const Cell& cell : cells) {
    split_sizes(cell.dataset->rows, cell.plan->split);
    if (draws) check_plane(*cell.dataset, recording.boundary_plane);
  }
}

bool is_plain_name(const std::string& text) {
  return !text.empty() && !text.starts_with('.') && std::ranges::all_of(text, [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.';
  });
}

}  // namespace

std::shared_ptr<const Dataset> DatasetCache::get(const Settings& settings) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Dataset>& entry = loaded_[data_key(settings)];
  if (!entry) entry = std::make_shared<const Dataset>(load_dataset(settings));
  return entry;
}

std::vector<Grid> grids_of(const Experiment& experiment) {
  if (experiment.grids.empty()) return {experiment.common};
  std::vector<Grid> grids = experiment.grids;
  for (Grid& grid : grids) {
    grid.values.insert(experiment.common.values.begin(), experiment.common.values.end());
    const auto own = grid.pairs;
    const auto in_own = [&](const std::string& name) {
      return std::ranges::any_of(own, [&](const auto& pair) { return std::ranges::count(pair, name) > 0; });
    };
    for (const auto& pair : experiment.common.pairs) {
      if (std::ranges::none_of(pair, in_own)) grid.pairs.push_back(pair);
    }
  }
  return grids;
}

GridPoints::GridPoints(const Grid& grid) : axes_(axes_of(grid)) {
  for (const Axis& axis : axes_) {
    if (size_ > most_cells / axis.values.size()) refuse_size();
    size_ *= axis.values.size();
  }
}

Settings GridPoints::operator[](std::size_t point) const {
  Settings settings;
  for (std::size_t a = axes_.size(); a-- > 0;) {
    const Axis& axis = axes_[a];
    const Settings& value = axis.values[point % axis.values.size()];
    point /= axis.values.size();
    for (const SettingInfo* setting : axis.settings) copy_setting(settings, value, *setting);
  }
  return settings;
}

std::vector<Settings> expand(const Grid& grid) {
  const GridPoints points(grid);
  std::vector<Settings> all;
  all.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) all.push_back(points[i]);
  return all;
}

std::string canonical_configuration(const Settings& resolved, const Dataset& dataset) {
  std::string out = fmt::format("contract={}\n", contract_version);
  for (const SettingInfo& setting : settings_table()) {
    std::string value = setting_text(resolved, setting);
    if (setting.name == "dataset" && !dataset.generated) value = "sha256:" + dataset.sha256;
    if (setting.name == "test_dataset" && dataset.test_rows > 0) value = "sha256:" + dataset.test_sha256;
    out += fmt::format("{}={}\n", setting.name, value);
  }
  return out;
}

Cell make_cell(Resolver& resolver, const Settings& settings, std::shared_ptr<const Dataset> dataset) {
  Resolved resolved = resolver(settings, *dataset);
  check_rows(resolved.plan, dataset->rows);
  std::string id = text::sha256_hex(canonical_configuration(resolved.settings, *dataset)).substr(0, id_digits);
  return {.number = 1,
          .id = std::move(id),
          .label = {},
          .settings = std::move(resolved.settings),
          .threshold = resolved.plan.threshold,
          .plan = std::make_shared<const TrainingPlan>(std::move(resolved.plan)),
          .dataset = std::move(dataset)};
}

std::vector<Cell> plan(const Experiment& experiment, DatasetCache& cache) {
  std::vector<Cell> cells;
  std::map<std::string, std::size_t> number_of;
  Resolver resolver;
  for (const Grid& grid : grids_of(experiment)) {
    const std::size_t first_of_grid = cells.size() + 1;
    const GridPoints points(grid);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Settings settings = points[i];
      Cell cell = make_cell(resolver, settings, cache.get(settings));
      cell.number = cells.size() + 1;
      const auto [same, is_new] = number_of.emplace(cell.id, cell.number);
      if (!is_new && same->second < first_of_grid) continue;
      if (!is_new) refuse_same_cells(same->second, cell.number);
      if (cells.size() == most_cells) refuse_size();
      cells.push_back(std::move(cell));
    }
  }
  const CellLabels labels(cells);
  for (Cell& cell : cells) cell.label = labels(cell.settings, false);
  check_data(experiment, cells);
  return cells;
}

std::size_t count_cells(const Experiment& experiment) {
  std::size_t size = 0;
  for (const Grid& grid : grids_of(experiment)) size += GridPoints(grid).size();
  if (size > most_cells) refuse_size();
  return size;
}

Sample sample(const Experiment& experiment, std::size_t ends, std::size_t between, DatasetCache& cache) {
  Sample sample{.size = count_cells(experiment), .cells = {}};
  const std::size_t step = std::max<std::size_t>(1, sample.size / std::max<std::size_t>(1, between));
  Resolver resolver;
  std::size_t number = 0;
  for (const Grid& grid : grids_of(experiment)) {
    const GridPoints points(grid);
    for (std::size_t i = 0; i < points.size(); ++i) {
      ++number;
      const bool taken = number <= ends || number + ends > sample.size || number % step == 0;
      if (!taken) continue;
      const Settings settings = points[i];
      sample.cells.push_back(make_cell(resolver, settings, cache.get(settings)));
      sample.cells.back().number = number;
    }
  }
  check_data(experiment, sample.cells);
  return sample;
}

std::string default_directory(const Experiment& experiment) {
  std::string name;
  for (const char* part : {"dataset", "arch", "activation"}) {
    const auto given = experiment.common.values.find(part);
    const std::vector<std::string> values = given == experiment.common.values.end()
                                                ? std::vector{setting_text(Settings(), *find_setting(part))}
                                                : given->second;
    const bool file = std::string_view(part) == "dataset" && std::ranges::count(dataset_names(), values.front()) == 0;
    if (!experiment.grids.empty() || values.size() != 1 || file || !is_plain_name(values.front())) {
      return "results/" + text::sha256_hex(config_text(experiment)).substr(0, 8);
    }
    name += (name.empty() ? "" : "-") + values.front();
  }
  return "results/" + name;
}

}  // namespace actlab
