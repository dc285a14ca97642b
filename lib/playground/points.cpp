#include "playground/points.hpp"

#include <algorithm>
#include <array>
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

struct PlaygroundSet {
  std::string_view name;
  std::uint64_t numbers_per_point = 0;  // 0 where normal deviates take as many as they reject
};
constexpr std::array<PlaygroundSet, 6> sets{
    {{"circle", 4}, {"xor", 4}, {"gauss", 0}, {"spiral", 2}, {"reg-plane", 4}, {"reg-gauss", 4}}};

std::string_view generator_of(std::string_view dataset) {
  return text::name_before_colon(dataset).substr(prefix.size());
}

// Fisher and Yates from the end, one number a step, as Playground does it.
void shuffle_rows(Dataset& data, SeededRandom& numbers) {
  for (std::size_t row = data.rows; row-- > 0;) {
    const auto other = static_cast<std::size_t>(std::floor(numbers.uniform() * static_cast<double>(row + 1)));
    std::swap(data.plane[2 * row], data.plane[2 * other]);
    std::swap(data.plane[2 * row + 1], data.plane[2 * other + 1]);
    std::swap(data.targets[row], data.targets[other]);
  }
}

Dataset draw(std::string_view dataset, std::size_t samples, double noise_percent, SeededRandom& numbers) {
  Dataset data = generate(generator_of(dataset), samples, noise_percent, [&numbers] { return numbers.uniform(); });
  shuffle_rows(data, numbers);
  data.inputs = InputTable(data.plane, 2);
  return data;
}

}  // namespace

bool is_playground_data(std::string_view dataset) {
  return dataset.starts_with(prefix) && std::ranges::count(sets, generator_of(dataset), &PlaygroundSet::name) > 0;
}

Dataset playground_data(std::string_view dataset, std::size_t samples, double noise_percent, std::uint32_t replicate) {
  if (dataset.find(':') == std::string_view::npos) {
    throw Error(ErrorKind::usage, "`dataset`", text::quoted(dataset) + " has no seed",
                "give Playground's seed after a colon, like " + std::string(dataset) + ":0.27829");
  }
  SeededRandom numbers(replicate_seed(text::text_after_colon(dataset), replicate));
  Dataset data = draw(dataset, samples, noise_percent, numbers);
  data.name = dataset;
  return data;
}

std::uint64_t playground_draws(std::string_view dataset, std::size_t samples, double noise_percent) {
  const auto set = std::ranges::find(sets, generator_of(dataset), &PlaygroundSet::name);
  if (set->numbers_per_point > 0) return samples * (set->numbers_per_point + 1);  // and one to shuffle each
  SeededRandom numbers(text::text_after_colon(dataset));
  draw(dataset, samples, noise_percent, numbers);
  return numbers.drawn();
}

}  // namespace actlab
