#include "report/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "report/comparison_text.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

void read_summary(Source& source) {
  read_recorded_table(*source.files, "summary.csv", [&](const CsvHeader& header, const CsvRow& row) {
    if (source.summary.empty()) source.summary.push_back(header.names());
    source.summary.push_back(row.fields);
  });
  if (source.summary.size() == source.cells.size() + 1) return;
  throw Error(ErrorKind::bad_data, (source.directory / "summary.csv").string(), "has not a row per cell",
              "run the command that trained it again: it mends the tables");
}

Source read_source(const fs::path& directory, const std::string& prefix) {
  Source source{directory, prefix, {}, nullptr, read_results(directory).cells, {}, {}};
  if (source.cells.empty()) {
    throw Error(ErrorKind::incomplete, directory.string(), "holds no cells", "train at least one");
  }
  source.files = source.cells.front().files;
  source.experiment = recorded_experiment(*source.files);
  read_summary(source);
  for (const StoredCell& cell : source.cells) source.ids.push_back(cell.id);
  return source;
}

// Without --by: the activation where it varies, else all that varies but the data and their seeds, else of these what
// changes the data.
std::vector<std::string> chosen_by(const Subject& subject, bool everything) {
  const auto listed_somewhere = [&](const std::string& name) {
    return std::ranges::any_of(subject.sources, [&](const Source& source) {
      const std::vector<Grid> grids = grids_of(source.experiment);
      return std::ranges::any_of(
          grids, [&](const Grid& grid) { return grid.values.contains(name) && grid.values.at(name).size() > 1; });
    });
  };
  std::vector<std::string> varying;
  std::vector<std::string> of_data;
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    if (name == "dataset" || name == "data_seed" || name == "seed") continue;
    const bool chosen = std::ranges::count(subject.labels.settings(), &setting) > 0 || listed_somewhere(name);
    if (chosen && values_of(subject, name).size() > 1) (setting.group == "Data" ? of_data : varying).push_back(name);
  }
  if (!everything && std::ranges::count(varying, "activation") > 0) return {"activation"};
  return varying.empty() ? of_data : varying;
}

void add_comparison(Subject& subject, bool choose_by) {
  if (!choose_by) {
    subject.comparison = compare(subject.request);
    return;
  }
  subject.request.by = chosen_by(subject, false);
  if (subject.request.by.empty()) return;
  try {
    subject.comparison = compare(subject.request);
  } catch (const Error& error) {
    // Cells that differ in more than the activation are compared as they are.
    const std::vector<std::string> all = chosen_by(subject, true);
    if (error.kind() != ErrorKind::usage || error.where() != "`by`" || all == subject.request.by) throw;
    subject.request.by = all;
    subject.comparison = compare(subject.request);
  }
}

std::string short_number(const std::string& field) {
  const auto value = text::parse_number(field);
  if (!value) return "-";
  // The spread of equal numbers is what rounding leaves of 0.
  return std::abs(*value) < 1e-14 ? "0" : fmt::format("{:.4g}", *value);
}

// What the page shows of summary.csv.
struct SummaryColumn {
  std::string_view name;
  const char* heading;
  bool narrow = false;  // also shown where there is little room
};
constexpr std::array<SummaryColumn, 12> summary_shown{{{"replicates", "networks", true},
                                                       {"diverged", "diverged"},
                                                       {"test_accuracy_mean", "test accuracy (R\u00b2)", true},
                                                       {"test_accuracy_low", "95 % from", true},
                                                       {"test_accuracy_high", "to", true},
                                                       {"test_accuracy_sd", "sd"},
                                                       {"test_accuracy_median", "median"},
                                                       {"train_accuracy_mean", "train accuracy (R\u00b2)"},
                                                       {"test_loss_mean", "test loss"},
                                                       {"success_rate", "success", true},
                                                       {"epochs_to_target", "epochs to target"},
                                                       {"cell", "cell"}}};

std::string summary_field(const Source& source, std::size_t row, std::string_view column) {
  std::string regression(column);
  if (const std::size_t at = regression.find("_accuracy"); at != std::string::npos) regression.replace(at, 9, "_r2");
  const std::vector<std::string>& header = source.summary.front();
  for (std::size_t c = 0; c < header.size(); ++c) {
    if (header[c] == column || header[c] == regression) return source.summary.at(row + 1).at(c);
  }
  return "";
}

// What is said of a cell that is compared with nothing.
std::string plain_sentence(const Source& source, std::size_t row, const std::string& label) {
  const auto field = [&](const char* column) { return summary_field(source, row, column); };
  const auto number = [&](const char* column) { return short_number(field(column)); };
  const auto networks = text::parse_integer(field("replicates")).value_or(0);
  const auto diverged = text::parse_integer(field("diverged")).value_or(0);
  if (diverged > 0 && diverged == networks) {
    return fmt::format("{}: {} diverged; a lower learning rate (--learning-rate) or --clip-norm may prevent it.", label,
                       networks == 1 ? "the network" : fmt::format("all {} networks", networks));
  }
  if (networks == 1) {
    return fmt::format("{}: test accuracy (R\u00b2) {} of one network; more of them (--replicates) give an interval.",
                       label, number("test_accuracy_mean"));
  }
  const std::string n =
      diverged == 0 ? fmt::format("n = {} networks", networks)
                    : fmt::format("n = {}, for {} of {} networks diverged", networks - diverged, diverged, networks);
  if (networks - diverged == 1) {
    return fmt::format("{}: test accuracy (R\u00b2) {}, {}.", label, number("test_accuracy_mean"), n);
  }
  return fmt::format("{}: mean test accuracy (R\u00b2) {}, 95 % interval {} to {}, {}.", label,
                     number("test_accuracy_mean"), number("test_accuracy_low"), number("test_accuracy_high"), n);
}

// For an experiment of one group, which has nothing to be compared with.
std::vector<std::string> plain_verdict(const Subject& subject) {
  std::vector<std::string> sentences;
  for (const Source& source : subject.sources) {
    for (std::size_t i = 0; i < source.cells.size() && sentences.size() < 4; ++i) {
      sentences.push_back(plain_sentence(source, i, subject.labels(source.cells[i].settings, true)));
    }
  }
  return sentences;
}

}  // namespace

Subject read_subject(ComparisonRequest request, bool choose_by) {
  std::vector<Source> sources;
  std::vector<SettingTexts> settings;
  const std::vector<fs::path>& directories = request.directories;
  for (std::size_t d = 0; d < directories.size(); ++d) {
    const std::string prefix = directories.size() == 1 ? "" : std::to_string(d + 1) + "-";
    sources.push_back(read_source(directories[d], prefix));
    for (const StoredCell& cell : sources.back().cells) settings.push_back(cell.settings);
  }
  CellLabels labels(settings);
  Subject subject{std::move(sources), std::move(settings), std::move(labels), std::move(request), std::nullopt};
  add_comparison(subject, choose_by);
  return subject;
}

std::vector<std::string> values_of(const Subject& subject, std::string_view setting) {
  std::vector<std::string> values;
  for (const auto& cell : subject.settings) {
    const std::string& value = cell.at(std::string(setting));
    if (std::ranges::count(values, value) == 0) values.push_back(value);
  }
  return values;
}

std::string listed(const std::vector<std::string>& items, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, items.size()); ++i) out += (i == 0 ? "" : ", ") + items[i];
  return items.size() > most ? out + fmt::format(" and {} more", items.size() - most) : out;
}

std::string question(const Subject& subject) {
  const std::string data = listed(values_of(subject, "dataset"), 4);
  if (!subject.comparison) return fmt::format("How does {} do on {}?", listed(values_of(subject, "activation")), data);
  return fmt::format("Which {} has the {} {} on {}?", words_of(text::enumeration(subject.request.by)),
                     subject.comparison->higher_is_better ? "highest" : "lowest", words_of(subject.comparison->metric),
                     data);
}

Table summary_table(const Subject& subject, bool narrow) {
  std::vector<const SettingInfo*> settings = subject.labels.settings();
  if (narrow)
    std::erase_if(settings, [&](const auto* setting) { return values_of(subject, setting->name).size() < 2; });
  std::vector<SummaryColumn> columns(summary_shown.begin(), summary_shown.end());
  if (narrow) std::erase_if(columns, [](const SummaryColumn& column) { return !column.narrow; });
  Table table;
  table.title = fmt::format(
      "A row per cell: means over its networks with 95 % intervals, for the draws of the data that they have; success "
      "is "
      "a test accuracy (R\u00b2) of {} at the end, epochs to target the median of the epochs until then",
      success_target);
  for (const SettingInfo* setting : settings) table.header.push_back(words_of(setting->name));
  table.numbers_from = table.header.size();
  for (const SummaryColumn& column : columns) table.header.emplace_back(column.heading);
  for (const Source& source : subject.sources) {
    for (std::size_t i = 0; i < source.cells.size(); ++i) {
      std::vector<std::string> row;
      for (const SettingInfo* setting : settings) {
        row.push_back(source.cells[i].settings.at(std::string(setting->name)));
      }
      for (const SummaryColumn& column : columns) {
        const std::string field = summary_field(source, i, column.name);
        row.push_back(column.name == "cell" ? field : short_number(field));
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

std::vector<std::string> answer(const Subject& subject) {
  if (!subject.comparison) return plain_verdict(subject);
  std::vector<std::string> sentences = verdict(*subject.comparison, !subject.request.baseline.empty());
  for (std::string& sentence : sentences) sentence += '.';
  return sentences;
}

}  // namespace actlab
