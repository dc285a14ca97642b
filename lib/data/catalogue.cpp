#include "data/catalogue.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "data/generators.hpp"

namespace actlab {
namespace {

constexpr std::array<BundledInfo, 21> table{{
    {"iris", Task::multiclass, 150, 4, 3, "flowers of three species by four lengths (Fisher 1936)"},
    {"wine", Task::multiclass, 178, 13, 3, "wines of three growers by thirteen measurements (Aeberhard, Forina 1991)"},
    {"breast-cancer", Task::binary, 569, 30, 2,
     "tumours, benign or malignant, by thirty measurements (Wolberg, Street, Mangasarian 1995)"},
    {"digits", Task::multiclass, 1797, 61, 10, "handwritten digits of 8x8 pixels (Alpaydin, Kaynak 1998)"},
    {"vowel", Task::multiclass, 990, 9, 11,
     "eleven vowels of fifteen speakers by nine numbers of sound (Deterding 1989)"},
    {"sonar", Task::binary, 208, 60, 2, "sonar echoes of mines and rocks in sixty bands (Gorman, Sejnowski 1988)"},
    {"ionosphere", Task::binary, 351, 33, 2, "radar returns, good or bad, by seventeen pulses (Sigillito et al. 1989)"},
    {"glass", Task::multiclass, 214, 9, 6, "six uses of glass by refraction and eight elements (German 1987)"},
    {"vehicle", Task::multiclass, 846, 18, 4, "four vehicles by eighteen measures of their outlines (Siebert 1987)"},
    {"satellite", Task::multiclass, 2145, 36, 6,
     "six kinds of ground in images of Landsat, 3x3 pixels of four bands (Srinivasan 1993)"},
    {"letter", Task::multiclass, 5000, 16, 26, "printed letters by sixteen numbers of their shape (Frey, Slate 1991)"},
    {"dna", Task::multiclass, 1593, 180, 3,
     "splice junctions in sixty bases of DNA (Noordewier, Towell, Shavlik 1991)"},
    {"votes", Task::binary, 435, 48, 2, "representatives' parties by sixteen votes of 1984 (Schlimmer 1987)"},
    {"soybean", Task::multiclass, 683, 132, 19,
     "nineteen diseases of soybeans by 35 signs (Michalski, Chilausky 1980)"},
    {"penguins", Task::multiclass, 333, 10, 3, "penguins of three species by island, size and sex (Gorman et al. 2014)",
     MissingValues::drop},
    {"spam", Task::binary, 2301, 57, 2, "mail, spam or not, by its words and signs (Hopkins et al. 1999)"},
    {"diabetes", Task::regression, 442, 10, 0, "progression of the disease after a year (Efron et al. 2004)"},
    {"ozone", Task::regression, 361, 18, 0, "ozone of Los Angeles in 1976 by weather and day (Breiman, Friedman 1985)",
     MissingValues::mean},
    {"cpus", Task::regression, 209, 6, 0, "performance of computers by memory and channels (Ein-Dor, Feldmesser 1987)"},
    {"concrete", Task::regression, 1030, 8, 0, "strength of concrete by mixture and age (Yeh 1998)"},
    {"automobile", Task::regression, 193, 69, 0, "prices of cars of 1985 by make, size and engine (Schlimmer 1987)",
     MissingValues::drop},
}};

constexpr std::array<InstalledInfo, 1> installed{
    {{"fashion-mnist", "dataset-fashion-mnist", "train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz", 60000, 10000,
      784, 10, "photographs of ten kinds of clothes, 28x28 pixels (Xiao, Rasul, Vollgraf 2017)"}}};

}  // namespace

std::span<const InstalledInfo> installed_datasets() { return installed; }

const InstalledInfo* find_installed(std::string_view name) {
  const auto found = std::ranges::find(installed, name, &InstalledInfo::name);
  return found == installed.end() ? nullptr : &*found;
}

std::span<const BundledInfo> bundled_datasets() { return table; }

const BundledInfo* find_bundled(std::string_view name) {
  const auto found = std::ranges::find(table, name, &BundledInfo::name);
  return found == table.end() ? nullptr : &*found;
}

MissingValues missing_values(const Settings& settings) {
  const BundledInfo* bundled = find_bundled(settings.dataset);
  return bundled != nullptr && settings.missing == MissingValues::error ? bundled->missing : settings.missing;
}

std::vector<std::string> generated_dataset_names() {
  std::vector<std::string> names;
  for (const GeneratorInfo& row : generators()) names.emplace_back(row.name);
  return names;
}

std::vector<std::string> bundled_dataset_names() {
  std::vector<std::string> names;
  for (const BundledInfo& row : table) names.emplace_back(row.name);
  return names;
}

std::vector<std::string> dataset_names() {
  std::vector<std::string> names = generated_dataset_names();
  std::ranges::move(bundled_dataset_names(), std::back_inserter(names));
  return names;
}

}  // namespace actlab
