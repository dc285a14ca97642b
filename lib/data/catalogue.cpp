#include "data/catalogue.hpp"

#include "data/generators.hpp"

namespace actlab {

const std::vector<BundledInfo>& bundled_datasets() {
  static const std::vector<BundledInfo> table{
      {"iris", "150 flowers of three species by four lengths (Fisher 1936)"},
      {"wine", "178 wines of three growers by thirteen measurements (Aeberhard, Forina 1991)"},
      {"breast-cancer", "569 tumours, benign or malignant, by thirty measurements (Wolberg, Street, Mangasarian 1995)"},
      {"digits", "1,797 handwritten digits of 8x8 pixels (Alpaydin, Kaynak 1998)"},
      {"diabetes", "442 patients: progression of the disease after a year (Efron et al. 2004)"},
  };
  return table;
}

std::vector<std::string> dataset_names() {
  std::vector<std::string> names;
  for (const GeneratorInfo& row : generators()) names.emplace_back(row.name);
  for (const BundledInfo& row : bundled_datasets()) names.emplace_back(row.name);
  return names;
}

}  // namespace actlab
