#include "analysis/arrangement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/gathered.hpp"
#include "analysis/run_metrics.hpp"
#include "analysis/validation_score.hpp"
#include "plan/dataset_kind.hpp"
#include "plan/label.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

using Names = std::vector<std::string>;

// Things by their names, numbered in the order in which they come.
template <class Name>
class Numbering {
 public:
  std::size_t operator()(const Name& name) {
    const auto [known, is_new] = numbers_.try_emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return known->second;
  }
  [[nodiscard]] const std::vector<Name>& names() const { return names_; }

 private:
  std::map<Name, std::size_t> numbers_;
  std::vector<Name> names_;
};

bool contains(const Names& names, std::string_view name) { return std::ranges::count(names, name) > 0; }

std::string values_of(const StoredCell& cell, const Names& names, const char* between) {
  Names values;
  values.reserve(names.size());
  for (const std::string& name : names) values.push_back(setting_of(cell, name));
  return text::joined(values, between);
}

// "learning rate 0.1, arch 8-8"
std::string in_words(const StoredCell& cell, const Names& names) {
  Names parts;
  for (const std::string& name : names) {
    parts.push_back(words_of(name) + " " + setting_of(cell, name));
  }
  return text::joined(parts, ", ");
}

void check_settings(const Names& names, const char* where) {
  for (const std::string& name : names) {
    if (find_setting(name) != nullptr) continue;
    Names known;
    for (const SettingInfo& setting : settings_table()) known.emplace_back(setting.name);
    const std::string near = text::suggestion(name, known);
    throw Error(ErrorKind::usage, where, "unknown setting " + text::quoted(name),
                near.empty() ? "settings are called as the columns of cells.csv" : near);
  }
}

// The cells that the request is about.
std::vector<StoredCell> cells_of(const ComparisonRequest& request) {
  std::vector<StoredCell> cells = gather_cells(request.directories);
  if (cells.empty()) {
    throw Error(ErrorKind::incomplete, request.directories.front().string(), "holds no cells", "train at least one");
  }
  for (const auto& [setting, values] : request.where) {
    check_settings({setting}, "`where`");
    std::erase_if(cells, [&name = setting, &allowed = values](const StoredCell& cell) {
      return !contains(allowed, setting_of(cell, name));
    });
    if (!cells.empty()) continue;
    throw Error(ErrorKind::usage, "`where`", fmt::format("no cell has {} {}", setting, text::enumeration(values)),
                "take values that cells.csv holds");
  }
  return cells;
}

// The settings by which cells can differ besides what is compared.
struct Roles {
  Names block;    // all of them
  Names crossed;  // neither of the data nor a seed, with several values on one data set within one group
};

Roles roles_of(const ComparisonRequest& request, const std::vector<StoredCell>& cells) {
  const std::set<std::string> implied = implied_settings(request.directories);
  Roles roles;
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    if (contains(request.by, name) || implied.contains(name)) continue;
    roles.block.push_back(name);
    if (setting.group == "Data" || name == "seed") continue;
    std::map<std::pair<std::string, std::string>, std::string> value;  // by group and data set
    const bool varies = std::ranges::any_of(cells, [&](const StoredCell& cell) {
      const std::pair place(values_of(cell, request.by, "\n"), data_set_of(setting_of(cell, "dataset")));
      return value.try_emplace(place, setting_of(cell, name)).first->second != setting_of(cell, name);
    });
    if (varies) roles.crossed.push_back(name);
  }
  return roles;
}

Names chosen_settings(const ComparisonRequest& request, const Roles& roles) {
  if (request.choose_crossed && roles.crossed.empty()) {
    throw Error(ErrorKind::usage, "`by_validation`",
                "there is nothing to choose: no group has several values of a setting", "leave it out");
  }
  if (request.choose_crossed) return roles.crossed;
  check_settings(request.choose, "`choose`");
  for (const std::string& name : request.choose) {
    if (contains(roles.crossed, name)) continue;
    throw Error(ErrorKind::usage, "`choose`", "there is nothing to choose: no group has several values of " + name,
                roles.crossed.empty() ? "leave it out" : "choose among " + text::enumeration(roles.crossed));
  }
  return request.choose;
}

// test_accuracy is chosen by validation_accuracy, a metric of the validation rows by itself, and what has no
// counterpart there by validation_loss.
const RunMetric& validation_metric(const RunMetric& metric) {
  if (metric.name.starts_with("validation_")) return metric;
  const std::string counterpart = validation_counterpart(metric);
  return find_run_metric(counterpart.empty() ? "validation_loss" : counterpart, "`choose`");
}

bool has_validation_rows(const std::vector<ArrangedCell>& cells) {
  return std::ranges::all_of(cells, [](const ArrangedCell& arranged) {
    return std::ranges::any_of(
        arranged.cell.runs, [](const RunRow& run) { return run.diverged || !std::isnan(run.metrics.validation_loss); });
  });
}

// Keeps, for every group on every data set of a panel, the cells of its best values of the chosen settings.
void choose(const ComparisonRequest& request, const Names& settings, Arrangement& arrangement) {
  if (!has_validation_rows(arrangement.cells)) {
    throw Error(ErrorKind::usage, "`choose`", "the results have no validation rows to choose by",
                "train with a `validation_fraction`");
  }
  const RunMetric& metric = validation_metric(find_run_metric(request.metric, "`metric`"));
  using Place = std::tuple<std::size_t, std::size_t, std::size_t>;
  std::map<Place, Numbering<std::string>> values;
  std::map<std::pair<Place, std::size_t>, std::vector<const StoredCell*>> cells;
  for (const ArrangedCell& one : arrangement.cells) {
    const Place place(one.panel, one.data_set, one.group);
    cells[{place, values[place](in_words(one.cell, settings))}].push_back(&one.cell);
  }
  std::map<Place, std::string> best;
  for (const auto& [place, known] : values) {
    std::optional<ValidationScore> lowest;
    for (std::size_t v = 0; v < known.names().size(); ++v) {
      const ValidationScore score = validation_score(metric, cells[{place, v}], request.target);
      if (lowest && !better(score, *lowest)) continue;
      lowest = score;
      best[place] = known.names()[v];
    }
    const auto& [panel, data_set, group] = place;
    arrangement.chosen.push_back({arrangement.panels[panel].condition, arrangement.panels[panel].data_sets[data_set],
                                  arrangement.groups[group], best[place]});
  }
  std::erase_if(arrangement.cells, [&](const ArrangedCell& one) {
    return best.at(Place(one.panel, one.data_set, one.group)) != in_words(one.cell, settings);
  });
}

void refuse_twins(const ArrangedCell& cell, std::size_t other, const std::string& group) {
  throw Error(ErrorKind::usage, "`by`",
              fmt::format("cells {} and {} are both {} and differ in nothing that can pair them", other,
                          cell.cell.number, text::quoted(group)),
              "add the setting in which they differ to `by`");
}

}  // namespace

Arrangement arrange(const ComparisonRequest& request) {
  check_settings(request.by, "`by`");
  const bool of_accuracy = find_run_metric(request.metric, "`metric`").name.ends_with("_accuracy");
  std::vector<StoredCell> cells = cells_of(request);
  const Roles roles = roles_of(request, cells);
  const Names chosen = chosen_settings(request, roles);
  const auto without_chosen = [&](Names names) {
    std::erase_if(names, [&](const std::string& name) { return contains(chosen, name); });
    return names;
  };
  const Names conditions = without_chosen(roles.crossed);
  const Names pairing = without_chosen(roles.block);

  Arrangement out;
  Numbering<std::string> group;
  Numbering<std::string> block;
  Numbering<std::pair<std::string, bool>> panel;
  std::vector<Numbering<std::string>> data_sets;
  std::map<std::tuple<std::size_t, std::size_t, std::string>, std::size_t> seen;
  for (StoredCell& cell : cells) {
    const std::string twin = values_of(cell, chosen, "\n");
    ArrangedCell one;
    one.group = group(values_of(cell, request.by, ", "));
    one.block = block(values_of(cell, pairing, "\n"));
    one.panel = panel({in_words(cell, conditions), of_accuracy && is_regression(cell)});
    data_sets.resize(panel.names().size());
    one.data_set =
        data_sets[one.panel](contains(request.by, "dataset") ? "" : data_set_of(setting_of(cell, "dataset")));
    one.cell = std::move(cell);
    const auto [same, is_new] = seen.try_emplace({one.group, one.block, twin}, one.cell.number);
    if (!is_new) refuse_twins(one, same->second, group.names()[one.group]);
    out.cells.push_back(std::move(one));
  }
  out.groups = group.names();
  for (std::size_t p = 0; p < panel.names().size(); ++p) {
    out.panels.push_back({panel.names()[p].first, panel.names()[p].second, data_sets[p].names()});
  }
  if (!chosen.empty()) choose(request, chosen, out);
  return out;
}

}  // namespace actlab
