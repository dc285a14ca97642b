#include "playground/points.hpp"

#include <cmath>
#include <utility>

#include "actlab/error.hpp"
#include "data/generators.hpp"
#include "playground/seeded_random.hpp"
#include "text/parameters.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::string_view prefix = "playground-";
constexpr std::string_view names[] = {"circle", "xor", "gauss", "spiral", "reg-plane", "reg-gauss"};

std::string_view generator_of(std::string_view dataset) {
  return text::name_before_colon(dataset).substr(prefix.size());
}

// Fisher and Yates from the end, one number a step, as Playground does it.
void shuffle_rows(Dataset& data, SeededRandom& numbers) {
  for (std::size_t row = data.rows; row-- > 0;) {
    const auto other = static_cast<std::size_t>(std::floor(numbers.uniform() * static_cast<double>(row + 1)));
    std::swap(data.inputs[2 * row], data.inputs[2 * other]);
    std::swap(data.inputs[2 * row + 1], data.inputs[2 * other + 1]);
    std::swap(data.targets[row], data.targets[other]);
  }
}

}  // namespace

bool is_playground_data(std::string_view dataset) {
  if (!dataset.starts_with(prefix)) return false;
  const std::string_view name = generator_of(dataset);
  for (const std::string_view known : names) {
    if (name == known) return true;
  }
  return false;
}

Dataset playground_data(std::string_view dataset, std::size_t samples, double noise_percent, std::uint32_t replicate,
                        std::uint64_t* draws) {
  if (dataset.find(':') == std::string_view::npos) {
    throw Error(ErrorKind::usage, "`dataset`", text::quoted(dataset) + " has no seed",
                "give Playground's seed after a colon, like " + std::string(dataset) + ":0.27829");
  }
  SeededRandom numbers(replicate_seed(text::text_after_colon(dataset), replicate));
  Dataset data = generate(generator_of(dataset), samples, noise_percent, [&numbers] { return numbers.uniform(); });
  data.name = dataset;
  shuffle_rows(data, numbers);
  data.plane = data.inputs;
  if (draws != nullptr) *draws = numbers.drawn();
  return data;
}

}  // namespace actlab
