#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <memory>

#include "activation/table.hpp"
#include "actlab/error.hpp"
#include "analysis/run_metrics.hpp"
#include "claim/claim.hpp"
#include "command.hpp"
#include "console/error_text.hpp"
#include "console/terminal.hpp"
#include "data/catalogue.hpp"
#include "data/features.hpp"
#include "data/generators.hpp"
#include "network/initializer.hpp"
#include "network/loss.hpp"
#include "playground/address.hpp"
#include "record/stored_results.hpp"
#include "text/alignment.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"

namespace actlab::cmd {
namespace {

using Row = std::vector<std::string>;

void print_table(const std::vector<Row>& rows) {
  for (const std::string& line : text::aligned(rows, rows.front().size())) fmt::print("{}\n", line);
}

// "leaky_relu:slope=0.01"
std::string with_defaults(std::string_view name, std::span<const text::Parameter> parameters) {
  std::string out(name);
  for (const text::Parameter& parameter : parameters) {
    out += fmt::format(":{}={}", parameter.name, text::parameter_text(parameter, parameter.default_value));
  }
  return out;
}

// Three lines per row: what it is, its derivative, and where it comes from.
void list_activations() {
  for (const ActivationInfo& row : activations()) {
    const std::string name = with_defaults(row.name, row.parameters);
    const std::string also = row.aliases.empty() ? "" : fmt::format("; also called {}", row.aliases);
    fmt::print("{}{}\n", text::padded(name, 24), row.formula);
    fmt::print("{}derivative {}\n", text::padded("", 24), row.derivative);
    fmt::print("{}range {:.4g} to {:.4g}; init {}; {}{}\n", text::padded("", 24), row.low, row.high, row.initializer,
               row.citation, also);
  }
}

void list_datasets() {
  std::vector<Row> rows{{"NAME", "KIND", "TASK", "ROWS", "INPUTS", "CLASSES", "WHAT"}};
  for (const GeneratorInfo& row : generators()) {
    rows.push_back({std::string(row.name), "generated", std::string(task_name(row.task)), "", "2", "",
                    std::string(row.description)});
  }
  for (const BundledInfo& row : bundled_datasets()) {
    rows.push_back({std::string(row.name), "real", std::string(task_name(row.task)), std::to_string(row.rows),
                    std::to_string(row.inputs), row.classes == 0 ? "" : std::to_string(row.classes),
                    std::string(row.description)});
  }
  for (const InstalledInfo& row : installed_datasets()) {
    rows.push_back({std::string(row.name), "package", "multiclass", std::to_string(row.rows),
                    std::to_string(row.inputs), std::to_string(row.classes),
                    fmt::format("{}; and {} to test on; Debian's {}", row.description, row.test_rows, row.package)});
  }
  rows.push_back({"playground-NAME:SEED", "generated", "as NAME", "", "2", "",
                  "TensorFlow Playground's own points of circle, xor, gauss, spiral, reg-plane or reg-gauss"});
  rows.push_back({"fn:FORMULA", "generated", "regression", "", "1", "",
                  "points of a function of x, like fn:sin(3*x);from=-1;to=1"});
  rows.push_back({"FILE.csv", "file", "from the file", "", "", "",
                  "your own table; the last column is the target unless --target says otherwise"});
  rows.push_back({"*images-idx3-ubyte", "file", "multiclass", "", "", "",
                  "images in MNIST's format, the labels' file beside it; .gz too"});
  for (const std::string& line : text::aligned(rows, 3, 6)) fmt::print("{}\n", line);
  fmt::print("In a list of values, generated, real and all stand for all of that kind.\n");
}

void list_initializers() {
  std::vector<Row> rows{{"NAME", "WEIGHTS", "SOURCE"}};
  for (const InitializerInfo& row : initializers()) {
    rows.push_back({std::string(row.name), std::string(row.formula), std::string(row.citation)});
  }
  print_table(rows);
  fmt::print(
      "A gain may follow all but zeros, uniform, normal and seedrandom: he:1.5, orthogonal:auto (what suits the "
      "activation).\n");
}

void list_optimizers() {
  for (const OptimizerInfo& row : optimizers()) {
    fmt::print("{}{}\n", text::padded(row.name, 12), row.formula);
    fmt::print("{}{}; learning rate {}{}\n", text::padded("", 12), with_defaults(row.name, row.parameters),
               row.learning_rate, row.takes_momentum ? "; --momentum 0.9" : "");
    fmt::print("{}{}\n", text::padded("", 12), row.citation);
  }
}

void list_schedules() {
  std::vector<Row> rows{{"NAME", "FACTOR OF THE LEARNING RATE", "SOURCE"}};
  for (const ScheduleInfo& row : schedules()) {
    rows.push_back({with_defaults(row.name, row.parameters), std::string(row.formula), std::string(row.citation)});
  }
  print_table(rows);
}

void list_losses() {
  std::vector<Row> rows{{"NAME", "FORMULA", "DEFAULT FOR", "SOURCE"}};
  for (const LossInfo& row : losses()) {
    rows.push_back(
        {std::string(row.name), std::string(row.formula), std::string(row.default_for), std::string(row.citation)});
  }
  print_table(rows);
}

void list_claims() {
  for (const auto& [name, path] : bundled_claims())
    fmt::print("{}  {}\n", text::padded(name, 28), read_claim(path).sentence);
}

void list_metrics() {
  std::vector<Row> rows{{"NAME", "WHAT", "BETTER"}};
  for (const RunMetric& row : run_metrics()) {
    rows.push_back({std::string(row.name), std::string(row.meaning), row.higher_is_better ? "higher" : "lower"});
  }
  print_table(rows);
}

void list_features() {
  std::vector<Row> rows{{"NAME", "FOR"}, {"all", "every column of the data"}, {"a column's name, or #1", "any data"}};
  for (const FeatureFormula& row : feature_formulas())
    rows.push_back({std::string(row.name), "data of two numeric columns"});
  print_table(rows);
}

// The address of each cell of a results directory; what Playground cannot show is said on standard error.
void list_playground_addresses(const std::string& directory) {
  std::size_t shown = 0;
  for (const StoredCell& cell : read_results(directory).cells) {
    try {
      fmt::print("{}\n", playground_address(cell.settings, fmt::format("cell {}", cell.number)));
      ++shown;
    } catch (const Error& error) {
      spdlog::warn("{}", with_flags(error.what()));
    }
  }
  if (shown > 0) return;
  throw Error(ErrorKind::usage, directory, "has no cell that Playground can show", "see the reasons above");
}

constexpr const char* playground_listing = "playground-url";

struct ListFlags {
  std::string what;
  std::string directory;
};

struct Listing {
  const char* name;
  void (*print)();
};
constexpr std::array<Listing, 9> listings{{{"activations", list_activations},
                                           {"claims", list_claims},
                                           {"datasets", list_datasets},
                                           {"features", list_features},
                                           {"initializers", list_initializers},
                                           {"losses", list_losses},
                                           {"metrics", list_metrics},
                                           {"optimizers", list_optimizers},
                                           {"schedules", list_schedules}}};

std::vector<std::string> listing_names() {
  std::vector<std::string> names;
  for (const Listing& listing : listings) names.emplace_back(listing.name);
  names.emplace_back(playground_listing);
  return names;
}

void list(const ListFlags& flags) {
  if (flags.what == playground_listing) {
    if (!flags.directory.empty()) return list_playground_addresses(flags.directory);
    throw Error(ErrorKind::usage, {}, "the results directory is not given", "give it: actlab list playground-url DIR");
  }
  const std::vector<std::string> known = listing_names();
  const auto chosen =
      std::ranges::find_if(listings, [&](const Listing& listing) { return flags.what == listing.name; });
  if (chosen == listings.end()) {
    throw Error(ErrorKind::usage, {},
                flags.what.empty() ? "what to list is not given" : "cannot list " + text::quoted(flags.what),
                "allowed are " + text::enumeration(known));
  }
  if (!flags.directory.empty()) {
    throw Error(ErrorKind::usage, {}, text::quoted(flags.directory) + " is one word too many",
                "only playground-url takes a directory");
  }
  chosen->print();
}

}  // namespace

void add_list(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("list", "what there is: " + text::enumeration(listing_names()));
  verb->footer(
      "Example:\n  actlab list playground-url DIR   the addresses that show the cells in TensorFlow Playground");
  const auto flags = std::make_shared<ListFlags>();
  verb->add_option("WHAT", flags->what, text::enumeration(listing_names(), "or"));
  verb->add_option("DIR", flags->directory, "of playground-url: a results directory");
  verb->callback([&action, flags] { action = [flags] { list(*flags); }; });
}

}  // namespace actlab::cmd
