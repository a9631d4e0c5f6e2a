" speclint in Vim and Neovim: ~/.vim/compiler/speclint.vim or ~/.config/nvim/compiler/speclint.vim
" Then  :compiler speclint  and  :make %  for the file,  :make  for all specifications.
if exists('current_compiler')
  finish
endif
let current_compiler = 'speclint'

CompilerSet makeprg=speclint\ check\ --quiet\ --color\ never
CompilerSet errorformat=%f:%l:%c:\ %t%*[a-z]:\ %m,%f:\ %t%*[a-z]:\ %m

" Columns of speclint count characters. Neither %c (bytes) nor %v (cells of the screen) does.
function! s:ToBytes() abort
  if get(b:, 'current_compiler', get(g:, 'current_compiler', '')) !=# 'speclint'
    return
  endif
  let l:items = getqflist()
  let l:texts = {}
  for l:item in l:items
    if !l:item.valid || l:item.bufnr <= 0 || l:item.col <= 1
      continue
    endif
    if !has_key(l:texts, l:item.bufnr)
      let l:name = bufname(l:item.bufnr)
      let l:texts[l:item.bufnr] = bufloaded(l:item.bufnr) ? getbufline(l:item.bufnr, 1, '$')
            \ : filereadable(l:name) ? readfile(l:name) : []
    endif
    let l:text = substitute(get(l:texts[l:item.bufnr], l:item.lnum - 1, ''), '^\%ufeff', '', '')
    let l:byte = byteidxcomp(l:text, l:item.col - 1)
    let l:item.col = l:byte < 0 ? len(l:text) + 1 : l:byte + 1
  endfor
  call setqflist([], 'r', {'items': l:items})
endfunction

augroup speclint
  autocmd!
  autocmd QuickFixCmdPost make call s:ToBytes()
augroup END
