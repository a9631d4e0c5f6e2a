-- speclint in Neovim: ~/.config/nvim/plugin/speclint.lua, which Neovim reads when it starts.
local server = {
  name = 'speclint',
  cmd = { 'speclint', 'server' },
  filetypes = { 'markdown' },
  root_markers = { '.speclint.yaml', '.speclint.yml', '.git' },
}

if vim.lsp.config then
  -- Neovim 0.11 and later
  vim.lsp.config('speclint', server)
  vim.lsp.enable('speclint')
  return
end

-- Before 0.11: one server for each root, started by the first document below it.
local started = {}

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local here = folder
  repeat
    for _, marker in ipairs(server.root_markers) do
      if vim.loop.fs_stat(here .. '/' .. marker) then
        return here
      end
    end
    local above = vim.fn.fnamemodify(here, ':h')
    local top = above == here
    here = above
  until top
  return folder
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = server.filetypes,
  callback = function(event)
    if event.file == '' then
      return
    end
    local root = root_of(event.file)
    if not started[root] or not vim.lsp.get_client_by_id(started[root]) then
      started[root] = vim.lsp.start_client({ name = server.name, cmd = server.cmd, root_dir = root })
    end
    vim.lsp.buf_attach_client(event.buf, started[root])
  end,
})
